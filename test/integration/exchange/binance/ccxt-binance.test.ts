import { pro } from 'ccxt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { blockOutsideHosts, type HostBlock } from '../block-outside-hosts.ts';

/** ccxt as it is published, pointed at the local exchange as section 5.1 of the protocol facts says. */
const MINUTE_MS = 60_000;
const SYMBOL = 'BTC/USDT';
const STREAMED = 'BTC-USDT';

let exchange: LocalExchange;
let hosts: HostBlock;
let client: InstanceType<typeof pro.binance>;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 11 });
  hosts = blockOutsideHosts();
  client = await connect();
});

afterAll(async () => {
  await client.close();
  await exchange.close();
  hosts.restore();
});

async function connect(): Promise<InstanceType<typeof pro.binance>> {
  const rest = `${exchange.rest}/api/v3`;
  const made = new pro.binance({
    apiKey: exchange.binanceKey,
    secret: exchange.binanceSecret,
    options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false },
    urls: {
      api: {
        public: rest,
        private: rest,
        v1: `${exchange.rest}/api/v1`,
        sapi: `${exchange.rest}/sapi/v1`,
        ws: { spot: `${exchange.ws}/stream/ws`, 'ws-api': { spot: `${exchange.ws}/ws-api/v3` } },
      },
    },
  });
  // The client tells exchanges apart by their hosts; here it is told which table of errors holds.
  Object.assign(made, { getExceptionsByUrl: (_url: string, key: string) => made.exceptions.spot?.[key] ?? {} });
  await made.loadHttpProxyAgent();
  return made;
}

describe('ccxt binance on the local exchange', () => {
  it('loads markets with their filters', async () => {
    const markets = await client.loadMarkets();
    const market = markets[SYMBOL];
    expect(market?.precision).toMatchObject({ price: 0.01, amount: 0.00001 });
    expect(market?.limits.cost?.min).toBe(5);
    expect(market?.active).toBe(true);
    expect(Object.keys(markets)).not.toContain('BTC/USD');
  });

  it('fetches candles of years ago and of now, without a hole', async () => {
    const sinceMs = Date.UTC(2021, 4, 3, 7, 30);
    const old = await client.fetchOHLCV(SYMBOL, '1m', sinceMs, 1_000);
    expect(old.map((row) => row[0])).toEqual(Array.from({ length: 1_000 }, (_, index) => sinceMs + index * MINUTE_MS));
    const recent = await client.fetchOHLCV(SYMBOL, '1h', undefined, 24);
    expect(recent).toHaveLength(24);
    const [open, high, low] = [recent[0]?.[1] ?? 0, recent[0]?.[2] ?? 0, recent[0]?.[3] ?? 0];
    expect(high).toBeGreaterThanOrEqual(open);
    expect(low).toBeLessThanOrEqual(open);
  });

  it('streams trades, candles and a book that equals the exchange’s own', async () => {
    const [trades, candles] = await Promise.all([client.watchTrades(SYMBOL), client.watchOHLCV(SYMBOL, '1m')]);
    expect(trades.length).toBeGreaterThan(0);
    expect(candles.at(-1)?.[0]).toBeGreaterThan(Date.now() - 2 * MINUTE_MS);
    let book = await client.watchOrderBook(SYMBOL);
    while (book.nonce !== exchange.core.book(STREAMED, 1).lastUpdateId) book = await client.watchOrderBook(SYMBOL);
    const own = exchange.core.book(STREAMED, 5);
    expect(book.bids.slice(0, 5).map(([price]) => price)).toEqual(own.bids.map(([price]) => Number(price)));
    expect(book.asks.slice(0, 5).map(([price]) => price)).toEqual(own.asks.map(([price]) => Number(price)));
  });

  it('follows an order from its placing over a partial fill to its cancel', async () => {
    await client.fetchBalance();
    const told = client.watchOrders(SYMBOL);
    const price = Math.floor(Number(exchange.core.lastPrice(STREAMED)) * 0.97);
    await until(() => exchange.userStreams() > 0);
    const placed = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, price, { postOnly: true });
    expect(placed.status).toBe('open');
    expect((await told).at(-1)?.id).toBe(placed.id);
    const filled = client.watchOrders(SYMBOL);
    exchange.core.tradeAt(STREAMED, String(price), '0.004', 'sell');
    expect((await filled).at(-1)).toMatchObject({ id: placed.id, filled: 0.004, remaining: 0.006 });
    const cancelled = await client.cancelOrder(String(placed.id), SYMBOL);
    expect(cancelled).toMatchObject({ status: 'canceled', filled: 0.004 });
    const trades = await client.fetchMyTrades(SYMBOL);
    expect(trades.at(-1)).toMatchObject({ order: placed.id, amount: 0.004, fee: { currency: 'BTC', cost: 0.000004 } });
    expect(await client.fetchOrder(String(placed.id), SYMBOL)).toMatchObject({ status: 'canceled', filled: 0.004 });
  });

  it('buys at market and has the balance to show for it', async () => {
    const before = (await client.fetchBalance()).free as unknown as Record<string, number>;
    const order = await client.createOrder(SYMBOL, 'market', 'buy', 0.02);
    expect(order).toMatchObject({ status: 'closed', filled: 0.02 });
    const after = (await client.fetchBalance()).free as unknown as Record<string, number>;
    expect((after.BTC ?? 0) - (before.BTC ?? 0)).toBeCloseTo(0.02 * 0.999, 8);
    expect((before.USDT ?? 0) - (after.USDT ?? 0)).toBeCloseTo(order.cost ?? 0, 6);
  });

  it('changes an order, sets a stop, and cancels all of them', async () => {
    const last = Number(exchange.core.lastPrice(STREAMED));
    const resting = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, Math.floor(last * 0.95));
    const price = Math.floor(last * 0.94);
    const changed = await client.editOrder(String(resting.id), SYMBOL, 'limit', 'buy', 0.02, price);
    expect(changed).toMatchObject({ status: 'open', amount: 0.02, price });
    const stop = { stopLossPrice: Math.floor(last * 0.9) };
    await client.createOrder(SYMBOL, 'market', 'sell', 0.01, undefined, stop);
    expect(await client.fetchOpenOrders(SYMBOL)).toHaveLength(2);
    await client.cancelAllOrders(SYMBOL);
    expect(await client.fetchOpenOrders(SYMBOL)).toEqual([]);
  });

  it('hears refusals in its own words', async () => {
    const last = Number(exchange.core.lastPrice(STREAMED));
    await expect(client.createOrder(SYMBOL, 'limit', 'buy', 9, Math.floor(last * 0.9))).rejects.toThrow(
      'insufficient balance',
    );
    await expect(
      client.createOrder(SYMBOL, 'limit', 'buy', 0.01, Math.ceil(last * 1.05), { postOnly: true }),
    ).rejects.toThrow('immediately match');
    await expect(client.cancelOrder('999999', SYMBOL)).rejects.toThrow('Unknown order sent');
  });

  it('asked nobody else', () => {
    expect(hosts.refused).toEqual([]);
    expect(exchange.violations()).toEqual([]);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
