import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { wireClientId } from '../../../../../src-main/exchanges/ccxt/client-ids.ts';
import type { MarketProtocol } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import type { OrderProtocol, VenueOrder } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
} from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { blockOutsideHosts, type HostBlock } from '../../../exchange/block-outside-hosts.ts';
import { type CcxtOnLocalExchange, openCcxtOnLocalExchange } from './local-binance.ts';

const MINUTE_MS = 60_000;
const ID = 'ccxtbinance:BTC-USDT';

let local: CcxtOnLocalExchange;
let hosts: HostBlock;
let market: MarketProtocol;
let orders: OrderProtocol;
let bitcoin: Instrument;

beforeAll(async () => {
  local = await openCcxtOnLocalExchange(31);
  hosts = blockOutsideHosts();
  market = local.definition.market(local.parts);
  orders = local.definition.orders(local.parts, local.keys);
  const instruments = unwrap(await market.instruments());
  local.know(instruments);
  bitcoin = instruments.find(({ id }) => id === ID) as Instrument;
});

afterAll(async () => {
  await local.close();
  hosts.restore();
});

let count = 0;
function order(change: Partial<Order> = {}): Order {
  return {
    clientOrderId: `bw-mhx3k2ab-0012cd34-${++count}`,
    accountId: 'paper',
    botId: 'bot',
    instrumentId: ID,
    side: 'buy',
    type: { kind: 'market' },
    size: { kind: 'base', quantity: quantityFromText('0.01') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: 0,
    ...change,
  };
}

const priceAt = (share: number) =>
  priceFromText(String(Math.floor(Number(local.exchange.core.lastPrice('BTC-USDT')) * share)));
const onWire = (clientOrderId: string) => wireClientId('plain', clientOrderId);
const referenceTo = ({ clientOrderId }: Order, venueOrderId: string | null) => ({
  clientOrderId,
  instrument: bitcoin,
  venueOrderId,
  sentMs: local.exchange.core.nowMs() - 1000,
});

async function placed(wanted: Order): Promise<VenueOrder> {
  const answer = await orders.place(wanted, bitcoin);
  expect(answer).toMatchObject({ kind: 'accepted' });
  return (answer as Extract<typeof answer, { kind: 'accepted' }>).order;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

describe('market data through ccxt', () => {
  it('has the exchange’s grid and bounds', () => {
    expect([priceToText(bitcoin.tick), quantityToText(bitcoin.step)]).toEqual(['0.01', '0.00001']);
    expect(bitcoin).toMatchObject({ symbol: 'BTC-USDT', venue: 'ccxtbinance', rules: { status: 'trading' } });
    expect(moneyToText(bitcoin.rules?.minNotional ?? moneyFromText('0'))).toBe('5');
  });

  it('knows the exchange’s time', async () => {
    local.exchange.core.setClockOffsetMs(-123_456);
    const beforeMs = Date.now() - 123_456;
    const toldMs = unwrap(await market.serverTimeMs());
    local.exchange.core.setClockOffsetMs(0);
    expect(toldMs).toBeGreaterThanOrEqual(beforeMs - 1);
    expect(toldMs).toBeLessThanOrEqual(Date.now() - 123_456);
  });

  it('fetches minutes of years ago that equal the exchange’s own', async () => {
    const fromMs = Date.UTC(2021, 4, 3, 7, 30);
    const request = {
      instrument: bitcoin,
      interval: '1m',
      fromMs,
      toMs: fromMs + 300 * MINUTE_MS,
      priority: 'history',
    } as const;
    const page = unwrap(await market.candlePage(request));
    const own = local.exchange.core.minutes('BTC-USDT', fromMs, fromMs + 300 * MINUTE_MS);
    expect([...page.openTimeMs]).toEqual(own.map(({ openTimeMs }) => openTimeMs));
    expect([...page.close]).toEqual(own.map(({ close }) => Number(close)));
    expect([...page.volume]).toEqual(own.map(({ volume }) => Number(volume)));
  });

  it('tells best bid and ask', async () => {
    const [quote] = unwrap(await market.quotes([bitcoin]));
    expect(quote?.instrumentId).toBe(ID);
    expect(quote?.bid).toBeLessThan(quote?.ask ?? 0);
  });

  it('streams trades and quotes, keeps a book, and says when it is connected and broken', async () => {
    const told = { trades: 0, quotes: 0, connected: 0, broken: 0 };
    const stream = market.openStream({
      trade: ({ instrumentId, price, tradeId }) => {
        expect([instrumentId, price > 0, tradeId !== '']).toEqual([ID, true, true]);
        told.trades++;
      },
      quote: () => void told.quotes++,
      candle: () => undefined,
      connected: (ids) => {
        expect(ids).toEqual([ID]);
        told.connected++;
      },
      broken: () => void told.broken++,
      alive: () => undefined,
    });
    stream.want({ market: new Set([ID]), books: new Set([ID]) });
    const trading = local.parts.timers.every(100, () =>
      local.exchange.core.tradeAt('BTC-USDT', priceToText(priceAt(1)), '0.001', 'buy'),
    );
    await until(() => told.trades > 0 && told.quotes > 0 && stream.book(ID, 5) !== undefined);
    const book = stream.book(ID, 5);
    expect(book?.bids.prices.length).toBe(5);
    expect(book?.bids.prices[0]).toBeLessThan(book?.asks.prices[0] ?? 0);
    expect(told.connected).toBe(1);
    local.exchange.dropSockets('terminate');
    await until(() => told.broken === 1 && stream.book(ID, 5) === undefined);
    await until(() => told.connected === 2);
    void trading.dispose();
    await stream.dispose();
  });
});

describe('trading through ccxt', () => {
  it('what is taken back while it waits for its turn, as by a halt, does not leave (SPEC 8.1)', async () => {
    const wanted = order();
    const before = local.exchange.core.orders().length;
    let isWanted = true;
    const answer = orders.place(wanted, bitcoin, () => isWanted);
    isWanted = false;
    expect(await answer).toMatchObject({ kind: 'notPlaced' });
    expect(local.exchange.core.orders()).toHaveLength(before);
  });

  it('follows a limit order from its placing over a part to its cancel, by either id', async () => {
    const price = priceAt(0.97); // once: the market moves meanwhile
    const resting = order({ type: { kind: 'limit', price } });
    const { venueOrderId, status } = await placed(resting);
    expect(status).toBe('working');
    expect(unwrap(await orders.openOrders()).map(({ clientOrderId }) => clientOrderId)).toContain(
      resting.clientOrderId,
    );
    local.exchange.core.tradeAt('BTC-USDT', priceToText(price), '0.004', 'sell');
    const fresh = local.definition.orders(local.parts, local.keys);
    const byOurs = unwrap(await fresh.find(referenceTo(resting, null)));
    expect(byOurs).toMatchObject({ venueOrderId, clientOrderId: resting.clientOrderId, status: 'working' });
    expect(quantityToText(byOurs?.filledQuantity ?? quantityFromText('0'))).toBe('0.004');
    expect(await orders.cancel(referenceTo(resting, null))).toEqual({ kind: 'cancelled', order: null });
    expect(unwrap(await orders.find(referenceTo(resting, venueOrderId)))).toMatchObject({ status: 'cancelled' });
    expect(await orders.cancel(referenceTo(resting, venueOrderId))).toMatchObject({ kind: 'notOpen' });
    const fills = unwrap(await orders.fills(bitcoin, local.exchange.core.nowMs() - MINUTE_MS));
    const fill = fills.find((one) => one.venueOrderId === venueOrderId);
    expect(fill).toMatchObject({ clientOrderId: resting.clientOrderId, liquidity: 'maker', fee: { asset: 'BTC' } });
    expect(moneyToText(fill?.fee.amount ?? moneyFromText('0'))).toBe('0.000004');
  });

  it('buys for an amount of money, exact to the last digit', async () => {
    const wanted = order({ size: { kind: 'quote', amount: moneyFromText('250.75') } });
    const { venueOrderId } = await placed(wanted);
    const core = local.exchange.core.orderById(Number(venueOrderId));
    expect(core).toMatchObject({ quoteQuantity: '250.75', clientOrderId: onWire(wanted.clientOrderId) });
    const found = unwrap(await orders.find(referenceTo(wanted, venueOrderId)));
    expect(found?.status).toBe('filled');
    expect(moneyToText(found?.filledValue ?? moneyFromText('0'))).toBe(core?.filledValue);
  });

  it('has balances as text', async () => {
    const balances = unwrap(await orders.balances());
    const own = local.exchange.core.balances().find(({ asset }) => asset === 'USDT');
    expect(balances.find(({ asset }) => asset === 'USDT')).toEqual(own);
  });

  it('an order nobody knows is absent, not an error', async () => {
    expect(unwrap(await orders.find(referenceTo(order(), null)))).toBeNull();
    expect(unwrap(await orders.find(referenceTo(order(), '99999999')))).toBeNull();
  });

  it('hears of orders as they change', async () => {
    const told: VenueOrder[] = [];
    const streams = local.exchange.userStreams();
    const opened = local.definition.orders(local.parts, local.keys);
    await opened.balances();
    const stream = opened.openUserStream({
      order: (one) => void told.push(one),
      fill: () => undefined,
      connected: () => undefined,
      broken: () => undefined,
    });
    await until(() => local.exchange.userStreams() > streams);
    const wanted = order();
    await placed(wanted);
    await until(() =>
      told.some(({ clientOrderId, status }) => clientOrderId === wanted.clientOrderId && status === 'filled'),
    );
    await stream.dispose();
  });
});

describe('what a refusal proves', () => {
  it('no money: refused; an open order by that id: it exists; a stop: refused before it leaves', async () => {
    const dear = order({
      size: { kind: 'base', quantity: quantityFromText('900') },
      type: { kind: 'limit', price: priceAt(0.9) },
    });
    expect(await orders.place(dear, bitcoin)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/insufficient/i),
    });
    const twice = order({ type: { kind: 'limit', price: priceAt(0.9) } });
    await placed(twice);
    expect(await orders.place(twice, bitcoin)).toMatchObject({ kind: 'exists' });
    await orders.cancel(referenceTo(twice, null));
    const stop = order({ type: { kind: 'stop', trigger: priceAt(0.9) } });
    expect(await orders.place(stop, bitcoin)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('stop order'),
    });
  });

  it.each(['orderReply503', 'orderReply502', 'orderReply500', 'orderReplyDropped', 'overloaded'])(
    '%s: nobody can tell, and the order is looked up, never sent again',
    async (fault) => {
      const wanted = order({ type: { kind: 'limit', price: priceAt(0.9) } });
      local.exchange.faults.set(fault, { count: 1 });
      expect(await orders.place(wanted, bitcoin)).toMatchObject({ kind: 'unknown' });
      local.exchange.faults.clear();
      const own = local.exchange.core
        .orders()
        .filter(({ clientOrderId }) => clientOrderId === onWire(wanted.clientOrderId));
      const found = unwrap(await orders.find(referenceTo(wanted, null)));
      expect(own).toHaveLength(fault === 'overloaded' ? 0 : 1);
      expect(found?.venueOrderId).toBe(own[0] === undefined ? undefined : String(own[0].id));
      if (found !== null) await orders.cancel(referenceTo(wanted, found.venueOrderId));
    },
  );

  it('too many orders: certainly not placed', async () => {
    local.exchange.faults.set('tooManyOrders', { count: 1 });
    expect(await orders.place(order(), bitcoin)).toMatchObject({ kind: 'notPlaced' });
    local.exchange.faults.clear();
  });

  it('asked nobody else, broke no rule, and no secret stands in the log', () => {
    expect(hosts.refused).toEqual([]);
    expect(local.exchange.violations()).toEqual([]);
    expect(local.log.lines.join()).not.toContain(local.keys.secret);
    expect(local.log.lines.join()).not.toMatch(/signature=/);
  });
});
