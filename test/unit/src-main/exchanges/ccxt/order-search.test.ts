import { describe, expect, it } from 'vitest';
import type { CcxtClient, CcxtOrder } from '../../../../../src-main/exchanges/ccxt/client.ts';
import { wireClientId } from '../../../../../src-main/exchanges/ccxt/client-ids.ts';
import { loadFills } from '../../../../../src-main/exchanges/ccxt/fill-pages.ts';
import { findOrder } from '../../../../../src-main/exchanges/ccxt/order-search.ts';
import { balancesOf, venueOrderOf } from '../../../../../src-main/exchanges/ccxt/parse-orders.ts';
import { moneyToText, quantityToText } from '../../../../../src-main/model/money.ts';
import { bitcoin, clientOf, deskOf } from './scripted-client.ts';

const SENT_MS = Date.UTC(2026, 0, 1);
const OURS = 'bw-7';

const told = (change: Partial<CcxtOrder>): CcxtOrder => ({
  id: '1',
  symbol: 'BTC/USDT',
  status: 'open',
  timestamp: SENT_MS + 5,
  ...change,
});
const search = (answers: Partial<CcxtClient>, venueOrderId: string | null = null) =>
  findOrder(deskOf(clientOf(answers)).desk, {
    clientOrderId: OURS,
    instrument: bitcoin,
    venueOrderId,
    sentMs: SENT_MS,
  });

const lists = (open: readonly CcxtOrder[], closed: readonly CcxtOrder[]): Partial<CcxtClient> => ({
  has: { fetchOpenOrders: true, fetchClosedOrders: true },
  fetchOpenOrders: async () => open,
  fetchClosedOrders: async () => closed,
});

describe('an order looked for', () => {
  it('is found by our id in any list', async () => {
    const other = told({ id: '8', clientOrderId: 'else' });
    expect(
      await search(
        lists(
          [other],
          [told({ id: '9', clientOrderId: OURS, status: 'closed', amount: '1', filled: '1', cost: '50' })],
        ),
      ),
    ).toMatchObject({
      ok: true,
      value: { venueOrderId: '9', clientOrderId: OURS, status: 'filled', instrumentId: bitcoin.id },
    });
  });

  it.each([
    ['in words that ccxt does not read', { id: '9', info: { cid: 'WIRE_ID' } }],
    ['as the id of the exchange itself', { id: 'WIRE_ID' }],
  ])('is found %s', async (_, change) => {
    const wireId = wireClientId('plain', OURS);
    const text = JSON.stringify(change).replace('WIRE_ID', wireId);
    const found = await search(lists([], [told({ clientOrderId: '', ...(JSON.parse(text) as Partial<CcxtOrder>) })]));
    expect(found).toMatchObject({ ok: true, value: { clientOrderId: OURS } });
  });

  it('is absent when all lists were read and show others alone', async () => {
    expect(await search(lists([told({ clientOrderId: 'else' })], []))).toEqual({ ok: true, value: null });
  });

  it('may be one of those without a client id: then nobody can tell', async () => {
    expect(await search(lists([], [told({ clientOrderId: '' })]))).toMatchObject({
      ok: false,
      error: { code: 'exchangeFailed' },
    });
    const old = told({ clientOrderId: '', timestamp: SENT_MS - 60_000 });
    expect(await search(lists([], [old]))).toEqual({ ok: true, value: null });
  });

  it('may be done where only open ones are listed: then nobody can tell either', async () => {
    const answers: Partial<CcxtClient> = { has: { fetchOpenOrders: true }, fetchOpenOrders: async () => [] };
    expect(await search(answers)).toMatchObject({ ok: false, error: { code: 'exchangeFailed' } });
  });

  it('a list that fails proves nothing', async () => {
    const answers = { ...lists([], []), fetchClosedOrders: async () => Promise.reject(new Error('no way')) };
    expect(await search(answers)).toMatchObject({ ok: false });
  });

  it('unreadable amounts are a failure, not a guess', async () => {
    expect(await search(lists([told({ clientOrderId: OURS, filled: 'NaN' })], []))).toMatchObject({
      ok: false,
      error: { code: 'replyUnreadable' },
    });
  });
});

describe('what an order of ccxt says', () => {
  const read = (change: Partial<CcxtOrder>) => venueOrderOf(deskOf(clientOf()).desk, told(change));

  it.each([
    [{ status: 'open' }, 'working'],
    [{ status: 'closed', amount: '1', filled: '1' }, 'filled'],
    [{ status: 'closed', amount: '1', filled: '0.4' }, 'cancelled'],
    [{ status: 'canceled' }, 'cancelled'],
    [{ status: 'expired' }, 'cancelled'],
    [{ status: 'rejected' }, 'refused'],
    [{ status: 'PENDING_REVIEW' }, 'unknown'],
    [{ status: undefined }, 'unknown'],
  ])('%j is %s', (change, status) => {
    expect(read(change as Partial<CcxtOrder>)?.status).toBe(status);
  });

  it('its value is what it cost, else what it filled at its price, exact', () => {
    expect(moneyToText(read({ filled: '0.1', cost: '0.000000000000000001', average: '3' })?.filledValue as never)).toBe(
      '0.000000000000000001',
    );
    expect(moneyToText(read({ filled: '0.1', average: '3.3', price: '5' })?.filledValue as never)).toBe('0.33');
    expect(moneyToText(read({ filled: '0.1', price: '5' })?.filledValue as never)).toBe('0.5');
    expect(quantityToText(read({ filled: '1e-7' })?.filledQuantity as never)).toBe('0.0000001');
  });

  it('without an id it says nothing', () => {
    expect(venueOrderOf(deskOf(clientOf()).desk, { status: 'open' })).toBeUndefined();
  });
});

describe('fills', () => {
  const trade = (id: number, timestamp: number, change = {}) => ({
    id: String(id),
    order: 'o',
    symbol: 'BTC/USDT',
    timestamp,
    price: '10',
    amount: '0.5',
    fee: { currency: 'bnb', cost: '0.001' },
    ...change,
  });
  const all = Array.from({ length: 7 }, (_, index) => trade(index, SENT_MS + Math.floor(index / 2)));
  const paged = (rows: ReturnType<typeof trade>[]): Partial<CcxtClient> => ({
    has: { fetchMyTrades: true },
    fetchMyTrades: async (_symbol: string, since: number) =>
      rows.filter(({ timestamp }) => timestamp >= since).slice(0, 3),
  });

  it('come page by page, each once, oldest first, none lost where several share a moment', async () => {
    const { desk } = deskOf(clientOf(paged(all)));
    const fills = await loadFills(desk, bitcoin, SENT_MS);
    expect(fills.ok && fills.value.map(({ fillId }) => fillId)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(fills.ok && fills.value[0]).toMatchObject({
      fee: { asset: 'BNB' },
      liquidity: 'taker',
      clientOrderId: null,
    });
  });

  it('of one order they are told under our id once we know it', async () => {
    const { desk } = deskOf(clientOf(paged(all.slice(0, 1))));
    desk.remember('o', OURS);
    const fills = await loadFills(desk, bitcoin, SENT_MS);
    expect(fills.ok && fills.value[0]?.clientOrderId).toBe(OURS);
  });

  it('fees in one asset are added up, an untold fee is nothing and logged', async () => {
    const fees = [
      { currency: 'USDT', cost: '0.1' },
      { currency: 'USDT', cost: '0.02' },
    ];
    const rows = [trade(1, SENT_MS, { fees, fee: fees[0] }), trade(2, SENT_MS, { fee: {} })];
    const { desk, log } = deskOf(clientOf(paged(rows)));
    const fills = await loadFills(desk, bitcoin, SENT_MS);
    expect(fills.ok && fills.value.map(({ fee }) => [fee.asset, moneyToText(fee.amount)])).toEqual([
      ['USDT', '0.12'],
      ['USDT', '0'],
    ]);
    expect(log.lines.filter((line) => line.includes('fees of a fill'))).toHaveLength(1);
  });

  it('one that cannot be read is a failure, not a gap', async () => {
    const { desk } = deskOf(clientOf(paged([trade(1, SENT_MS, { price: undefined })])));
    expect(await loadFills(desk, bitcoin, SENT_MS)).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });
});

describe('balances', () => {
  it('are text without a trailing zero, those with nothing left out', () => {
    const balances = balancesOf({
      info: { free: 'x' },
      free: { BTC: '1' } as never,
      USDT: { free: '10.500', used: '0', total: '10.5' },
      btc: { free: '1e-8', used: '2' },
      ETH: { free: '0', used: '0', total: '0' },
      timestamp: 5 as never,
    });
    expect(balances).toEqual([
      { asset: 'USDT', free: '10.5', locked: '0' },
      { asset: 'BTC', free: '0.00000001', locked: '2' },
    ]);
  });
});
