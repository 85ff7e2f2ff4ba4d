import { describe, expect, it } from 'vitest';
import { fail } from '../../../../../src-main/base/outcome.ts';
import { createOrderProtocol } from '../../../../../src-main/exchanges/binance/venue.ts';
import type { OrderReference } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';
import { type Bench, BTC, createBench, type ScriptedReply } from './scripted-transport.ts';

const KEYS = { apiKey: 'the-key', secret: 'the-secret' };

const order = (more: Partial<Order> = {}): Order => ({
  clientOrderId: 'bw-1',
  accountId: 'paper',
  botId: 'bot',
  instrumentId: BTC.id,
  side: 'buy',
  type: { kind: 'limit', price: priceFromText('60000.10') },
  size: { kind: 'base', quantity: quantityFromText('0.0000001') },
  purpose: 'entry',
  tag: '',
  reduceOnly: false,
  closesOpposite: false,
  createdMs: 0,
  ...more,
});

const reference = (more: Partial<OrderReference> = {}): OrderReference => ({
  clientOrderId: 'bw-1',
  instrument: BTC,
  venueOrderId: null,
  sentMs: 1_700_000_000_000,
  ...more,
});

const PLACED = {
  symbol: 'BTCUSDT',
  orderId: 28,
  orderListId: -1,
  clientOrderId: 'bw-1',
  transactTime: 1_700_000_000_000,
  price: '60000.10000000',
  origQty: '1.00000000',
  executedQty: '0.50000000',
  cummulativeQuoteQty: '30000.05000000',
  status: 'PARTIALLY_FILLED',
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: 'BUY',
  fills: [
    { price: '60000.10000000', qty: '0.50000000', commission: '0.00050000', commissionAsset: 'BTC', tradeId: 56 },
  ],
};

function openDesk(reply: ScriptedReply = { body: PLACED }) {
  const bench = createBench();
  bench.transport.answer = () => reply;
  return { bench, orders: createOrderProtocol(bench.parts, KEYS) };
}

const sentParams = ({ transport }: Bench): Record<string, string> => {
  const { built } = transport.sent.at(-1) ?? expect.fail('nothing was sent');
  const params = new URLSearchParams(built.body ?? new URL(built.url).search);
  for (const name of ['timestamp', 'signature', 'recvWindow']) params.delete(name);
  return Object.fromEntries(params);
};

describe('an order as it is sent', () => {
  const always = { symbol: 'BTCUSDT', newClientOrderId: 'bw-1', newOrderRespType: 'FULL' };

  it.each([
    [
      'limit, without an exponent',
      order(),
      { ...always, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', price: '60000.1', quantity: '0.0000001' },
    ],
    [
      'market by quantity',
      order({ side: 'sell', type: { kind: 'market' } }),
      { ...always, side: 'SELL', type: 'MARKET', quantity: '0.0000001' },
    ],
    [
      'market by amount, in eight places',
      order({ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('25.123456789999') } }),
      { ...always, side: 'BUY', type: 'MARKET', quoteOrderQty: '25.12345678' },
    ],
    [
      'stop',
      order({ side: 'sell', type: { kind: 'stop', trigger: priceFromText('59000') } }),
      { ...always, side: 'SELL', type: 'STOP_LOSS', stopPrice: '59000', quantity: '0.0000001' },
    ],
    [
      'limit by amount, in whole steps',
      order({
        type: { kind: 'limit', price: priceFromText('30000') },
        size: { kind: 'quote', amount: moneyFromText('100') },
      }),
      { ...always, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', price: '30000', quantity: '0.00333' },
    ],
  ])('%s', async (_, sent, expected) => {
    const { bench, orders } = openDesk();
    await orders.place(sent, BTC);
    expect(sentParams(bench)).toEqual(expected);
    const { request, built } = bench.transport.sent[0] ?? expect.fail('nothing was sent');
    expect(built.method).toBe('POST');
    expect(built.body).toContain('recvWindow=3000');
    expect(request).toMatchObject({ timeoutMs: 15_000, priority: 'order', group: 'orders' });
  });

  it('is asked whether it may leave in the moment of sending', async () => {
    const { bench, orders } = openDesk();
    await orders.place(order(), BTC, () => false);
    expect(bench.transport.sent[0]?.request.mayLeave?.()).toBe(false);
  });

  it('goes before others when it only shrinks a position', async () => {
    const { bench, orders } = openDesk();
    await orders.place(order({ reduceOnly: true }), BTC);
    expect(bench.transport.sent[0]?.request.priority).toBe('risk');
  });

  it.each(['', 'a'.repeat(37), 'with space', 'ü', 'a/b'])(
    'is refused before it leaves with the client id "%s"',
    async (id) => {
      const { bench, orders } = openDesk();
      const answer = await orders.place(order({ clientOrderId: id }), BTC);
      expect(answer.kind).toBe('refused');
      expect(JSON.stringify(answer)).toContain('clientOrderId');
      expect(bench.transport.sent).toEqual([]);
    },
  );

  it('is refused before it leaves when nothing is left of its amount', async () => {
    const { bench, orders } = openDesk();
    const tiny = order({ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('0.000000001') } });
    expect((await orders.place(tiny, BTC)).kind).toBe('refused');
    expect(bench.transport.sent).toEqual([]);
  });
});

describe('what came of it', () => {
  it('accepted, with its fills', async () => {
    const { orders } = openDesk();
    const answer = await orders.place(order(), BTC);
    if (answer.kind !== 'accepted') return expect.fail(answer.kind);
    expect(answer.order).toMatchObject({
      venueOrderId: '28',
      clientOrderId: 'bw-1',
      instrumentId: BTC.id,
      status: 'working',
    });
    expect(answer.fills).toMatchObject([
      {
        fillId: 'BTCUSDT-56-28',
        price: priceFromText('60000.1'),
        quantity: quantityFromText('0.5'),
        fee: { asset: 'BTC' },
      },
    ]);
    expect(moneyToText(answer.fills[0]?.fee.amount as never)).toBe('0.0005');
  });

  it.each([
    ['a reply of another order', { body: { ...PLACED, clientOrderId: 'somebody' } }],
    ['a 2xx that is no JSON', { body: 'OK' }],
    ['a 2xx without a status', { body: { ...PLACED, status: undefined } }],
    ['a 2xx with a negative quantity', { body: { ...PLACED, executedQty: '-1' } }],
    ['502 with a page', { status: 502, body: '<html>' }],
    ['503 -1007', { status: 503, body: { code: -1007, msg: 'Timeout' } }],
    ['403 with a page', { status: 403, body: '<html>' }],
  ])('%s leaves it unknown', async (_, reply) => {
    const { orders } = openDesk(reply);
    expect((await orders.place(order(), BTC)).kind).toBe('unknown');
  });

  it.each([
    ['timedOut', 'unknown'],
    ['networkFailed', 'unknown'],
    ['rateLimited', 'notPlaced'],
    ['circuitOpen', 'notPlaced'],
    ['cancelled', 'notPlaced'],
    ['clockInDoubt', 'notPlaced'],
  ] as const)('a way that fails with %s: %s', async (code, kind) => {
    const { bench, orders } = openDesk();
    bench.transport.answer = () => fail(code, 'no way');
    expect((await orders.place(order(), BTC)).kind).toBe(kind);
  });

  it('a connection that never stood: not placed', async () => {
    const { bench, orders } = openDesk();
    bench.transport.answer = () => fail('networkFailed', 'ECONNREFUSED', { sent: false });
    expect((await orders.place(order(), BTC)).kind).toBe('notPlaced');
  });

  it('a refused timestamp, twice: not placed', async () => {
    const { orders } = openDesk({ status: 400, body: { code: -1021, msg: 'Timestamp' } });
    expect((await orders.place(order(), BTC)).kind).toBe('notPlaced');
  });

  it('a secret that cannot sign: refused', async () => {
    const { parts } = createBench();
    const orders = createOrderProtocol(parts, { apiKey: 'k', secret: '-----BEGIN X-----' });
    expect((await orders.place(order(), BTC)).kind).toBe('refused');
  });

  it('a second request is never the answer', () => {
    const { orders } = openDesk();
    expect(orders).toMatchObject({ resend: 'never', requestLifeMs: 3_500, stopLimitShare: null });
  });
});

describe('cancelling', () => {
  const cancelled = { ...PLACED, origClientOrderId: 'bw-1', clientOrderId: 'of-the-cancel', status: 'CANCELED' };

  it('names our id, or the exchange’s own once it is known', async () => {
    const { bench, orders } = openDesk({ body: cancelled });
    await orders.cancel(reference());
    expect(sentParams(bench)).toEqual({ symbol: 'BTCUSDT', origClientOrderId: 'bw-1' });
    await orders.cancel(reference({ venueOrderId: '28' }));
    expect(sentParams(bench)).toEqual({ symbol: 'BTCUSDT', orderId: '28' });
    expect(bench.transport.sent[0]).toMatchObject({ built: { method: 'DELETE' }, request: { priority: 'cancel' } });
  });

  it('tells the order under our id, with what was filled', async () => {
    const { orders } = openDesk({ body: cancelled });
    expect(await orders.cancel(reference())).toMatchObject({
      kind: 'cancelled',
      order: { clientOrderId: 'bw-1', status: 'cancelled', filledQuantity: quantityFromText('0.5') },
    });
  });

  it.each([
    [{ status: 400, body: { code: -2011, msg: 'Unknown order sent.' } }, 'notOpen'],
    [{ status: 400, body: { code: -2013, msg: 'Order does not exist.' } }, 'notOpen'],
    [{ status: 503, body: { code: -1007, msg: 'Timeout' } }, 'unknown'],
    [{ status: 429, body: { code: -1003, msg: 'Too much' } }, 'unknown'],
    [{ status: 200, body: 'unreadable' }, 'cancelled'],
  ])('%j: %s', async (reply, kind) => {
    const { orders } = openDesk(reply);
    expect((await orders.cancel(reference())).kind).toBe(kind);
  });
});

describe('asking', () => {
  const row = { ...PLACED, updateTime: 1_700_000_000_500, status: 'SOMETHING_NEW' };

  it('finds an order; a status without a name is unknown and keeps its text', async () => {
    const { bench, orders } = openDesk({ body: row });
    expect(await orders.find(reference())).toMatchObject({
      ok: true,
      value: { status: 'unknown', statusText: 'SOMETHING_NEW', clientOrderId: 'bw-1', updatedMs: 1_700_000_000_500 },
    });
    expect(sentParams(bench)).toEqual({ symbol: 'BTCUSDT', origClientOrderId: 'bw-1' });
  });

  it.each(['toString', 'constructor', '__proto__'])('a status called %s is unknown too', async (status) => {
    const { orders } = openDesk({ body: { ...row, status } });
    expect(await orders.find(reference())).toMatchObject({ value: { status: 'unknown', statusText: status } });
  });

  it('an order that does not exist is null, one that is archived was cancelled', async () => {
    const none = openDesk({ status: 400, body: { code: -2013, msg: 'Order does not exist.' } });
    expect(await none.orders.find(reference())).toEqual({ ok: true, value: null });
    const old = openDesk({ status: 400, body: { code: -2026, msg: 'Order was canceled or expired' } });
    expect(await old.orders.find(reference())).toMatchObject({
      value: { status: 'cancelled', statusText: 'archived' },
    });
  });

  it('an order that cannot be read is a failure, not an absence', async () => {
    const { orders } = openDesk({ body: {} });
    expect(await orders.find(reference())).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });

  it('a value that is not known any more is nothing', async () => {
    const { orders } = openDesk({ body: [{ ...row, cummulativeQuoteQty: '-1.00000000' }] });
    expect(await orders.openOrders()).toMatchObject({ value: [{ filledValue: 0n }] });
  });

  it('orders of symbols nobody loaded have no instrument', async () => {
    const { orders } = openDesk({ body: [{ ...row, symbol: 'DOGEUSDT' }] });
    expect(await orders.openOrders()).toMatchObject({ value: [{ instrumentId: undefined, clientOrderId: 'bw-1' }] });
  });

  it('balances without the empty ones', async () => {
    const { bench, orders } = openDesk({
      body: { balances: [{ asset: 'BTC', free: '1.5', locked: '0' }], canTrade: true },
    });
    expect(await orders.balances()).toEqual({ ok: true, value: [{ asset: 'BTC', free: '1.5', locked: '0' }] });
    expect(sentParams(bench)).toEqual({ omitZeroBalances: 'true' });
  });
});

describe('what the account pays', () => {
  const none = { maker: '0.00000000', taker: '0.00000000', buyer: '0.00000000', seller: '0.00000000' };
  const standardCommission = { ...none, maker: '0.00075000', taker: '0.00100000' };

  it('is asked for by symbol: standard, special and tax together, of the dearer side, without the discount', async () => {
    const { bench, orders } = openDesk({
      body: {
        ...{ symbol: 'BTCUSDT', standardCommission },
        specialCommission: { ...none, taker: '0.00010000' },
        taxCommission: { ...none, buyer: '0.00001000', seller: '0.00002000' },
        discount: { enabledForAccount: true, enabledForSymbol: true, discountAsset: 'BNB', discount: '0.75000000' },
      },
    });
    expect(await orders.feeRates?.(BTC)).toEqual({ ok: true, value: { makerFeeBps: 7.7, takerFeeBps: 11.2 } });
    expect(bench.transport.lastUrl.pathname).toBe('/api/v3/account/commission');
    expect(bench.transport.lastUrl.searchParams.get('symbol')).toBe('BTCUSDT');
  });

  it('is not guessed from a reply that says something else', async () => {
    const { orders } = openDesk({ body: { standardCommission: { ...standardCommission, taker: 'free' } } });
    expect(await orders.feeRates?.(BTC)).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });
});

describe('permissions', () => {
  const KEY = { ipRestrict: false, enableReading: true, enableSpotAndMarginTrading: true, enableWithdrawals: true };

  it('of the key, where it can be asked about', async () => {
    const { bench, orders } = openDesk({ body: KEY });
    expect(await orders.permissions()).toEqual({
      ok: true,
      value: { canRead: true, canTrade: true, canWithdraw: true, hasIpList: false },
    });
    expect(bench.transport.lastUrl.pathname).toBe('/sapi/v1/account/apiRestrictions');
  });

  it('a transfer to other accounts is a withdrawal', async () => {
    const { orders } = openDesk({ body: { ...KEY, enableWithdrawals: false, enableInternalTransfer: true } });
    expect(await orders.permissions()).toMatchObject({ value: { canWithdraw: true } });
  });

  const withoutPage = (bench: Bench): void => {
    bench.transport.answer = (built) =>
      built.url.includes('/sapi/') ? { status: 404, body: '<html>' } : { body: { canTrade: false, canWithdraw: true } };
  };

  it('of the account on a test network, which has no page for keys', async () => {
    const { bench, orders } = openDesk();
    withoutPage(bench);
    expect(await orders.permissions()).toEqual({
      ok: true,
      value: { canRead: true, canTrade: false, canWithdraw: null, hasIpList: null },
    });
    expect(bench.transport.lastUrl.pathname).toBe('/api/v3/account');
  });

  it.each(['https://api.binance.com', 'https://api3.binance.com', 'https://api-gcp.binance.com'])(
    'are never guessed on %s',
    async (rest) => {
      const bench = createBench();
      withoutPage(bench);
      const orders = createOrderProtocol({ ...bench.parts, urls: { ...bench.parts.urls, rest } }, KEYS);
      expect(await orders.permissions()).toMatchObject({ ok: false });
    },
  );

  it('a key that is refused is a failure', async () => {
    const { orders } = openDesk({ status: 401, body: { code: -2015, msg: 'Invalid API-key, IP, or permissions' } });
    expect(await orders.permissions()).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
  });
});

describe('fills since a time', () => {
  const trade = (id: number, timeMs: number) => ({
    symbol: 'BTCUSDT',
    id,
    orderId: 7,
    price: '100',
    qty: '1',
    commission: '0.1',
    commissionAsset: 'BNB',
    time: timeMs,
    isMaker: true,
  });

  /** myTrades as the exchange answers it, over so many trades one minute apart. */
  function answerFrom(trades: readonly ReturnType<typeof trade>[], bench: Bench): string[] {
    const asked: string[] = [];
    bench.transport.answer = (built) => {
      const { searchParams } = new URL(built.url);
      const limit = Number(searchParams.get('limit'));
      const fromId = searchParams.get('fromId');
      const startTime = Number(searchParams.get('startTime') ?? 0);
      const endTime = Number(searchParams.get('endTime') ?? Number.POSITIVE_INFINITY);
      asked.push(fromId === null ? (searchParams.has('startTime') ? 'window' : 'newest') : 'from');
      if (searchParams.has('startTime')) expect(endTime - startTime).toBeLessThanOrEqual(DAY_MS);
      if (fromId !== null) return { body: trades.filter(({ id }) => id >= Number(fromId)).slice(0, limit) };
      if (!searchParams.has('startTime')) return { body: trades.slice(-limit) };
      return { body: trades.filter(({ time }) => time >= startTime && time <= endTime).slice(0, limit) };
    };
    return asked;
  }

  it('one page says all when it reaches back far enough', async () => {
    const { bench, orders } = openDesk();
    const startMs = bench.timers.nowMs() - DAY_MS;
    const asked = answerFrom([trade(1, startMs - 1), trade(2, startMs), trade(3, startMs + 1)], bench);
    const fills = await orders.fills(BTC, startMs);
    expect(fills).toMatchObject({ ok: true, value: [{ fillId: 'BTCUSDT-2-7' }, { fillId: 'BTCUSDT-3-7' }] });
    expect(asked).toEqual(['newest']);
  });

  it('many are read day by day to the first, then by number, each once and in order', async () => {
    const { bench, orders } = openDesk();
    const firstMs = bench.timers.nowMs() - 5 * DAY_MS;
    const trades = Array.from({ length: 2_500 }, (_, index) => trade(index + 1, firstMs + index * 60_000));
    const asked = answerFrom(trades, bench);
    const fills = await orders.fills(BTC, firstMs - 2 * DAY_MS);
    if (!fills.ok) return expect.fail(fills.error.message);
    expect(fills.value.map(({ fillId }) => fillId)).toEqual(trades.map(({ id }) => `BTCUSDT-${id}-7`));
    expect(asked).toEqual(['newest', 'window', 'window', 'window', 'from', 'from', 'from']);
  });

  it('a page that fails fails all', async () => {
    const { bench, orders } = openDesk();
    bench.transport.answer = () => ({ status: 503, body: '' });
    expect(await orders.fills(BTC, 0)).toMatchObject({ ok: false, error: { code: 'exchangeFailed' } });
  });
});
