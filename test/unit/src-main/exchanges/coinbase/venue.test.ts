import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { createCoinbaseOrders } from '../../../../../src-main/exchanges/coinbase/venue.ts';
import type { OrderReference } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { BTC, coinbaseInstrument, createCoinbaseBench } from './coinbase-bench.ts';
import { createVenueBench, failed, orderOf, type Routes, restOrder } from './venue-bench.ts';

const SENT_MS = Date.UTC(2026, 10, 21, 0, 0, 30);
const reference = (more: Partial<OrderReference> = {}): OrderReference => ({
  clientOrderId: 'mine-1',
  instrument: BTC,
  venueOrderId: 'cb-1',
  sentMs: SENT_MS,
  ...more,
});

const one = (more: object = {}): Routes => ({
  'GET /orders/historical/cb-1': () => ({ body: { order: restOrder(more) } }),
});

describe('finding an order', () => {
  it('by the exchange’s id is one question', async () => {
    const { protocol, asked } = createVenueBench(one({ last_fill_time: '2026-11-21T00:01:00Z' }));
    expect(unwrap(await protocol.find(reference()))).toEqual({
      venueOrderId: 'cb-1',
      clientOrderId: 'mine-1',
      instrumentId: BTC.id,
      status: 'working',
      statusText: 'OPEN',
      filledQuantity: quantityFromText('0.004'),
      filledValue: moneyFromText('0.4'),
      updatedMs: Date.UTC(2026, 10, 21, 0, 1),
    });
    expect(asked()).toEqual(['GET /orders/historical/cb-1']);
  });

  it('that is not there is null; an answer that is none is a failure', async () => {
    expect(unwrap(await createVenueBench({}).protocol.find(reference()))).toBeNull();
    const { protocol } = createVenueBench({ 'GET /orders/historical/cb-1': () => ({ body: { order: {} } }) });
    expect(await protocol.find(reference())).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
    const down = createVenueBench({ 'GET /orders/historical/cb-1': () => ({ status: 500, body: {} }) });
    expect(await down.protocol.find(reference())).toMatchObject({ ok: false, error: { code: 'exchangeFailed' } });
  });

  it('by our id looks through the orders of the product since then, page by page', async () => {
    const { protocol, transport } = createVenueBench({
      'GET /orders/historical/batch': (query) => {
        const cursor = query.get('cursor');
        if (cursor === null)
          return { body: { orders: [restOrder({ client_order_id: 'x' })], has_next: true, cursor: 'c1' } };
        return { body: { orders: [restOrder({ order_id: 'cb-9', status: 'FILLED' })], has_next: false, cursor: 'c2' } };
      },
    });
    const found = unwrap(await protocol.find(reference({ venueOrderId: null })));
    expect(found).toMatchObject({ venueOrderId: 'cb-9', clientOrderId: 'mine-1', status: 'filled' });
    const queries = transport.sent.map(({ built }) => Object.fromEntries(new URL(built.url).searchParams));
    const first = { product_ids: 'BTC-USD', start_date: '2026-11-20T23:59:30.000Z', limit: '250' };
    expect(queries).toEqual([first, { ...first, cursor: 'c1' }]);
  });

  it('is no proof of absence while some order cannot be read', async () => {
    const { protocol } = createVenueBench({
      'GET /orders/historical/batch': () => ({ body: { orders: [{ order_id: 5 }], cursor: '' } }),
    });
    expect(await protocol.find(reference({ venueOrderId: null }))).toMatchObject({ ok: false });
    const none = createVenueBench({ 'GET /orders/historical/batch': () => ({ body: { orders: [], cursor: '' } }) });
    expect(unwrap(await none.protocol.find(reference({ venueOrderId: null })))).toBeNull();
  });

  it('a cursor without end is not followed', async () => {
    const { protocol, asked } = createVenueBench({
      'GET /orders/historical/batch': () => ({ body: { orders: [], has_next: true, cursor: 'again' } }),
    });
    expect(await protocol.find(reference({ venueOrderId: null }))).toMatchObject({ ok: false });
    expect(asked()).toHaveLength(2);
  });
});

describe('open orders', () => {
  it('are asked for by each status that may still trade, and told once', async () => {
    const { protocol, transport } = createVenueBench({
      'GET /orders/historical/batch': (query) => {
        const status = query.get('order_status');
        const list: Record<string, object[]> = {
          OPEN: [restOrder(), restOrder({ order_id: 'cb-2' })],
          PENDING: [restOrder({ order_id: 'cb-3', status: 'PENDING', filled_size: '0', filled_value: '0' })],
          CANCEL_QUEUED: [restOrder({ order_id: 'cb-2', status: 'CANCEL_QUEUED' })],
        };
        return { body: { orders: list[status ?? ''] ?? [], has_next: false, cursor: '' } };
      },
    });
    const open = unwrap(await protocol.openOrders());
    expect(open.map(({ venueOrderId }) => venueOrderId)).toEqual(['cb-1', 'cb-2', 'cb-3']);
    expect(transport.sent.map(({ built }) => new URL(built.url).searchParams.getAll('order_status'))).toEqual([
      ['OPEN'],
      ['PENDING'],
      ['QUEUED'],
      ['CANCEL_QUEUED'],
    ]);
  });

  it('half of them are none', async () => {
    const { protocol } = createVenueBench({
      'GET /orders/historical/batch': (query) =>
        query.get('order_status') === 'QUEUED' ? failed('timedOut') : { body: { orders: [], cursor: '' } },
    });
    expect(await protocol.openOrders()).toMatchObject({ ok: false, error: { code: 'timedOut' } });
  });

  it('of products that we do not know have no instrument', async () => {
    const { protocol } = createVenueBench({
      'GET /orders/historical/batch': () => ({ body: { orders: [restOrder({ product_id: 'DOGE-EUR' })], cursor: '' } }),
    });
    expect(unwrap(await protocol.openOrders())[0]?.instrumentId).toBeUndefined();
  });
});

describe('cancelling', () => {
  const cancelled: Routes = {
    ...one({ status: 'CANCELLED', cancel_message: 'User requested cancel' }),
    'POST /orders/batch_cancel': () => ({
      body: { results: [{ success: true, failure_reason: 'UNKNOWN_CANCEL_FAILURE_REASON', order_id: 'cb-1' }] },
    }),
  };
  const refusedBecause = (failure_reason: string): Routes => ({
    ...cancelled,
    'POST /orders/batch_cancel': () => ({ body: { results: [{ success: false, failure_reason, order_id: 'cb-1' }] } }),
  });

  it('is taken, and over when the order says so', async () => {
    const { protocol, asked, bodies, transport } = createVenueBench(cancelled);
    expect(await protocol.cancel(reference())).toMatchObject({
      kind: 'cancelled',
      order: { status: 'cancelled', statusText: 'CANCELLED: User requested cancel', filledQuantity: 400_000n },
    });
    expect(asked()).toEqual(['POST /orders/batch_cancel', 'GET /orders/historical/cb-1']);
    expect(bodies()).toEqual([{ order_ids: ['cb-1'] }]);
    expect(transport.sent.map(({ request }) => request.priority)).toEqual(['cancel', 'cancel']);
  });

  it('waits while it is queued, and does not call it over before it is', async () => {
    let lookups = 0;
    const { protocol, timers } = createVenueBench({
      ...cancelled,
      'GET /orders/historical/cb-1': () => {
        lookups++;
        return { body: { order: restOrder({ status: lookups < 3 ? 'CANCEL_QUEUED' : 'CANCELLED' }) } };
      },
    });
    const answer = protocol.cancel(reference());
    await timers.run(1000);
    expect(await answer).toMatchObject({ kind: 'cancelled' });
    expect(lookups).toBe(3);
    const stuck = createVenueBench({ ...cancelled, ...one({ status: 'CANCEL_QUEUED' }) });
    const endless = stuck.protocol.cancel(reference());
    await stuck.timers.run(5000);
    expect(await endless).toEqual({ kind: 'unknown', reason: 'the cancel was taken, the order is CANCEL_QUEUED' });
  });

  it('that came too late is not open any more', async () => {
    const filled = createVenueBench({ ...cancelled, ...one({ status: 'FILLED' }) });
    expect(await filled.protocol.cancel(reference())).toEqual({ kind: 'notOpen', reason: 'FILLED' });
    for (const reason of ['UNKNOWN_CANCEL_ORDER', 'ORDER_IS_FULLY_FILLED']) {
      const { protocol } = createVenueBench(refusedBecause(reason));
      expect(await protocol.cancel(reference())).toEqual({ kind: 'notOpen', reason });
    }
  });

  it('asked for twice is under way; other reasons leave it unknown', async () => {
    const twice = createVenueBench(refusedBecause('DUPLICATE_CANCEL_REQUEST'));
    expect((await twice.protocol.cancel(reference())).kind).toBe('cancelled');
    for (const reason of ['COMMANDER_REJECTED_CANCEL_ORDER', 'UNKNOWN_CANCEL_FAILURE_REASON', 'NEXT_YEARS_REASON']) {
      const { protocol } = createVenueBench(refusedBecause(reason));
      expect(await protocol.cancel(reference())).toEqual({ kind: 'unknown', reason });
    }
  });

  it('an answer that does not come, or that names another order, leaves it unknown', async () => {
    const replies: Routes[string][] = [
      () => ({ status: 500, body: {} }),
      () => failed('timedOut'),
      () => ({ body: {} }),
      () => ({ body: { results: [{ success: true, order_id: 'cb-2' }] } }),
    ];
    for (const reply of replies) {
      const { protocol } = createVenueBench({ ...cancelled, 'POST /orders/batch_cancel': reply });
      expect((await protocol.cancel(reference())).kind).toBe('unknown');
    }
  });

  it('without the exchange’s id it is looked for first', async () => {
    const list = (orders: object[]): Routes => ({
      ...cancelled,
      'GET /orders/historical/batch': () => ({ body: { orders, cursor: '' } }),
    });
    const open = createVenueBench(list([restOrder()]));
    expect((await open.protocol.cancel(reference({ venueOrderId: null }))).kind).toBe('cancelled');
    expect(open.bodies()).toEqual([{ order_ids: ['cb-1'] }]);
    const gone = createVenueBench(list([]));
    expect((await gone.protocol.cancel(reference({ venueOrderId: null }))).kind).toBe('notOpen');
    const done = createVenueBench(list([restOrder({ status: 'EXPIRED' })]));
    expect(await done.protocol.cancel(reference({ venueOrderId: null }))).toEqual({
      kind: 'notOpen',
      reason: 'EXPIRED',
    });
    const down = createVenueBench({ 'GET /orders/historical/batch': () => failed('circuitOpen') });
    expect((await down.protocol.cancel(reference({ venueOrderId: null }))).kind).toBe('unknown');
    for (const bench of [gone, done, down]) expect(bench.bodies()).toEqual([]);
  });
});

const fillRow = (more: object = {}) => ({
  entry_id: 'e-1',
  trade_id: 't-1',
  order_id: 'cb-1',
  trade_time: '2024-01-15T10:30:00Z',
  trade_type: 'FILL',
  price: '45123.45',
  size: '0.005',
  commission: '1.14',
  product_id: 'BTC-USD',
  sequence_timestamp: '2024-01-15T10:30:00.123456Z',
  liquidity_indicator: 'MAKER',
  size_in_quote: false,
  side: 'BUY',
  ...more,
});

const fillRoutes = (...pages: object[][]): Routes => ({
  'GET /orders/historical/fills': (query) => {
    const index = Number(query.get('cursor') ?? '0');
    return { body: { fills: pages[index] ?? [], cursor: index + 1 < pages.length ? String(index + 1) : '' } };
  },
});

describe('fills', () => {
  it('come oldest first, once each, over all pages, with the fee in the quote asset', async () => {
    const later = fillRow({ entry_id: 'e-2', trade_time: '2024-01-15T10:31:00Z', liquidity_indicator: 'TAKER' });
    const { protocol, transport } = createVenueBench(fillRoutes([later], [fillRow(), later]));
    const fills = unwrap(await protocol.fills(BTC, SENT_MS));
    expect(fills).toEqual([
      {
        fillId: 'e-1',
        venueOrderId: 'cb-1',
        clientOrderId: null,
        instrumentId: BTC.id,
        price: priceFromText('45123.45'),
        quantity: quantityFromText('0.005'),
        fee: { asset: 'USD', amount: moneyFromText('1.14') },
        liquidity: 'maker',
        timeMs: Date.UTC(2024, 0, 15, 10, 30),
      },
      expect.objectContaining({ fillId: 'e-2', liquidity: 'taker' }),
    ]);
    expect(Object.fromEntries(new URL(transport.sent[0]?.built.url ?? '').searchParams)).toEqual({
      product_ids: 'BTC-USD',
      start_sequence_timestamp: '2026-11-21T00:00:30.000Z',
      limit: '250',
    });
  });

  it('in quote units become the quantity they were, in whole steps', async () => {
    const coarse = coinbaseInstrument('BTC-USD', { tick: '0.01', step: '0.0001' });
    const { protocol } = createVenueBench(
      fillRoutes([fillRow({ size: '99.99', price: '3076.92', size_in_quote: true })]),
    );
    expect(unwrap(await protocol.fills(coarse, 0))[0]?.quantity).toBe(quantityFromText('0.0325'));
  });

  it('a rebate is a negative fee', async () => {
    const { protocol } = createVenueBench(fillRoutes([fillRow({ commission: '-0.02' })]));
    expect(unwrap(await protocol.fills(BTC, 0))[0]?.fee.amount).toBe(moneyFromText('-0.02'));
  });

  it('one that cannot be read is a failure: a fill must not be overlooked', async () => {
    for (const more of [
      { price: '' },
      { size: '-1' },
      { commission: null },
      { trade_time: 'x', sequence_timestamp: 1 },
    ]) {
      const { protocol } = createVenueBench(fillRoutes([fillRow(), fillRow(more)]));
      expect(await protocol.fills(BTC, 0)).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
    }
  });

  it('corrections are left out and logged, other products without a word', async () => {
    const rows = [fillRow({ trade_type: 'CORRECTION' }), fillRow({ product_id: 'ETH-USD' })];
    const { protocol, log } = createVenueBench(fillRoutes(rows));
    expect(unwrap(await protocol.fills(BTC, 0))).toEqual([]);
    expect(log.lines).toHaveLength(1);
  });
});

describe('what the account pays', () => {
  const say = (body: object) => createVenueBench({ 'GET /transaction_summary': () => ({ body }) }).protocol;

  it('is that of its tier, for every product', async () => {
    const protocol = say({ fee_tier: { maker_fee_rate: '0.0025', taker_fee_rate: '0.004' } });
    expect(await protocol.feeRates?.(BTC)).toEqual({ ok: true, value: { makerFeeBps: 25, takerFeeBps: 40 } });
  });

  it('is not guessed from a reply without it', async () => {
    for (const body of [{}, { fee_tier: { maker_fee_rate: '0.0025' } }])
      expect(await say(body).feeRates?.(BTC)).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });
});

describe('the account', () => {
  const wallet = (currency: string, free: string, hold: string | null, more: object = {}) => ({
    uuid: currency,
    currency,
    available_balance: { value: free, currency },
    hold: hold === null ? null : { value: hold, currency },
    active: true,
    type: 'ACCOUNT_TYPE_CRYPTO',
    ...more,
  });
  const accountRoutes = (...pages: object[][]): Routes => ({
    'GET /accounts': (query) => {
      const index = Number(query.get('cursor') ?? '0');
      const hasNext = index + 1 < pages.length;
      return { body: { accounts: pages[index], has_next: hasNext, cursor: hasNext ? String(index + 1) : '' } };
    },
  });

  it('balances are exact, over all pages, wallets of one asset added up', async () => {
    const { protocol } = createVenueBench(
      accountRoutes(
        [wallet('ETH', '0.123456789012345678', '0'), wallet('USD', '10000.50', '450.00')],
        [
          wallet('USD', '0.50', null),
          wallet('BTC', '1', '0', { type: 'ACCOUNT_TYPE_VAULT' }),
          wallet('X', '1', '0', { active: false }),
        ],
      ),
    );
    expect(unwrap(await protocol.balances())).toEqual([
      { asset: 'ETH', free: '0.123456789012345678', locked: '0' },
      { asset: 'USD', free: '10001', locked: '450' },
    ]);
  });

  it('a balance that cannot be read is a failure', async () => {
    const { protocol } = createVenueBench(accountRoutes([wallet('USD', 'much', '0')]));
    expect(await protocol.balances()).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });

  it('permissions are told as they are; can_transfer is withdrawing', async () => {
    const say = (body: object) => createVenueBench({ 'GET /key_permissions': () => ({ body }) }).protocol.permissions();
    expect(unwrap(await say({ can_view: true, can_trade: false, can_transfer: true }))).toEqual({
      canRead: true,
      canTrade: false,
      canWithdraw: true,
      hasIpList: null,
    });
    expect(unwrap(await say({ can_view: true, can_trade: true })).canWithdraw).toBeNull();
    expect(await say({})).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });

  it('a key that the exchange does not take says so', async () => {
    const { protocol } = createVenueBench({ 'GET /accounts': () => ({ status: 401, body: 'Unauthorized' }) });
    expect(await protocol.balances()).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
  });

  it('a key that cannot be read is refused before anything is sent, in every call', async () => {
    const bench = createCoinbaseBench();
    const protocol = createCoinbaseOrders(bench.parts, { apiKey: 'k', secret: 'canary' });
    const outcomes = [await protocol.balances(), await protocol.permissions(), await protocol.find(reference())];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ error: { code: 'authenticationFailed' } });
    expect((await protocol.place(orderOf(), BTC)).kind).toBe('refused');
    expect((await protocol.cancel(reference())).kind).toBe('unknown');
    expect(bench.transport.sent).toEqual([]);
    expect(JSON.stringify([outcomes, bench.log.lines])).not.toContain('canary');
  });
});
