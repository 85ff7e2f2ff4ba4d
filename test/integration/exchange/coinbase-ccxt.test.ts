import ccxt from 'ccxt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalCoinbase, startLocalCoinbase } from '../../exchange/coinbase/local-coinbase.ts';
import { blockOutsideHosts, type HostBlock } from './block-outside-hosts.ts';

type Client = InstanceType<typeof ccxt.pro.coinbase>;

let exchange: LocalCoinbase;
let block: HostBlock;
/** One for all tests: it paces its requests, and loading markets takes it a second and a half. */
let client: Client;
const clients: Client[] = [];

async function connect(key: { readonly name: string; readonly secret: string }): Promise<Client> {
  const client = new ccxt.pro.coinbase({
    apiKey: key.name,
    secret: key.secret,
    urls: { api: { rest: exchange.rest, ws: exchange.stream } },
  });
  await client.loadHttpProxyAgent();
  clients.push(client);
  return client;
}

beforeAll(async () => {
  block = blockOutsideHosts();
  exchange = await startLocalCoinbase();
  client = await connect(exchange.keys.ecdsa);
  await client.loadMarkets();
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await exchange.close();
  block.restore();
  expect(block.refused).toEqual([]);
});

/** A price far enough from the market that nothing but `tradeAt` reaches it. */
const priceAt = (share: number): number => Math.floor(Number(exchange.core.book('BTC-USD', 1).bids[0]?.[0]) * share);

const freeOf = (asset: string): number =>
  Number(exchange.core.balances().find((balance) => balance.asset === asset)?.free);

const idOf = (order: { readonly id?: unknown }): string => String(order.id);

describe('ccxt as it is published, over requests', () => {
  it('loads markets with their steps and fees', async () => {
    const markets = client.markets ?? {};
    expect(Object.keys(markets)).toEqual(expect.arrayContaining(['BTC/USD', 'BTC/USDC', 'ETH/USD', 'ADA/USD']));
    expect(markets['BTC/USD']).toMatchObject({
      id: 'BTC-USD',
      spot: true,
      active: true,
      taker: exchange.core.feeBps / 10_000,
      precision: { amount: 1e-8, price: 0.01 },
      limits: { cost: { min: 1 } },
    });
  });

  it('fetches candles that are the core’s own', async () => {
    const hourMs = 3_600_000;
    const sinceMs = Math.floor(exchange.core.nowMs() / hourMs) * hourMs - 5 * hourMs;
    const rows = await client.fetchOHLCV('BTC/USD', '1h', sinceMs, 4);
    const edges = Array.from({ length: 5 }, (_, index) => sinceMs + index * hourMs);
    const own = exchange.core.candles('BTC-USD', edges);
    expect(rows).toEqual(
      own.map((bar) => [bar.openTimeMs, ...[bar.open, bar.high, bar.low, bar.close, bar.volume].map(Number)]),
    );
  });

  it('reads ticker, book, balances and fees', async () => {
    const book = await client.fetchOrderBook('BTC/USD', 10);
    expect(book.bids).toHaveLength(10);
    const ticker = await client.fetchTicker('BTC/USD');
    expect(ticker.bid).toBeLessThan(Number(ticker.ask));
    expect((await client.fetchTrades('BTC/USD', undefined, 20)).length).toBe(20);
    expect((await client.fetchBalance()).USD).toMatchObject({ free: freeOf('USD'), used: 0 });
    expect((await client.fetchTradingFees())['BTC/USD']).toMatchObject({ maker: 0.001 });
  });

  it('reads what else it asks for: time, currencies, tickers, accounts old and new', async () => {
    expect(Number(await client.fetchTime())).toBeCloseTo(exchange.core.nowMs(), -4);
    expect(Object.keys((await client.fetchCurrencies()) ?? {})).toEqual(expect.arrayContaining(['BTC', 'USD', 'ADA']));
    expect((await client.fetchTickers(['BTC/USD', 'ETH/USD']))['BTC/USD']?.last).toBeGreaterThan(0);
    expect((await client.fetchBidsAsks(['BTC/USD']))['BTC/USD']?.bid).toBeGreaterThan(0);
    expect((await client.fetchAccounts()).map(({ code }) => code)).toContain('BTC');
    client.options.fetchBalance = 'v2PrivateGetAccounts';
    expect((await client.fetchBalance()).BTC).toMatchObject({ total: freeOf('BTC') });
    delete client.options.fetchBalance;
    expect((await client.fetchPortfolios()).length).toBe(1);
  });

  it('edits an order, and lists it', async () => {
    const price = priceAt(0.9);
    const placed = await client.createOrder('BTC/USD', 'limit', 'buy', 0.01, price);
    await client.editOrder(idOf(placed), 'BTC/USD', 'limit', 'buy', 0.02, price - 100);
    expect(await client.fetchOrder(idOf(placed))).toMatchObject({ status: 'open', amount: 0.02, price: price - 100 });
    expect((await client.fetchOrders('BTC/USD')).map(idOf)).toContain(idOf(placed));
    await client.cancelOrder(idOf(placed));
    expect((await client.fetchCanceledOrders('BTC/USD')).map(idOf)).toContain(idOf(placed));
  });

  it('places, partially fills, cancels and follows an order', async () => {
    const price = priceAt(0.9);
    const placed = await client.createOrder('BTC/USD', 'limit', 'buy', 0.01, price, {
      client_order_id: 'ccxt-follow-1',
    });
    expect(placed).toMatchObject({ clientOrderId: 'ccxt-follow-1', symbol: 'BTC/USD' });
    expect(await client.fetchOrder(idOf(placed))).toMatchObject({ status: 'open', filled: 0, amount: 0.01, price });
    exchange.core.tradeAt('BTC-USD', String(price), '0.004', 'sell');
    expect(await client.fetchOrder(idOf(placed))).toMatchObject({ status: 'open', filled: 0.004, average: price });
    expect((await client.fetchOpenOrders('BTC/USD')).map(({ id }) => id)).toContain(idOf(placed));
    await client.cancelOrder(idOf(placed));
    expect(await client.fetchOrder(idOf(placed))).toMatchObject({ status: 'canceled', filled: 0.004 });
    const trades = (await client.fetchMyTrades('BTC/USD')).filter(({ order }) => order === idOf(placed));
    expect(trades).toHaveLength(1);
    expect(trades[0]).toMatchObject({
      price,
      amount: 0.004,
      takerOrMaker: 'maker',
      fee: { currency: 'USD', cost: expect.closeTo(price * 0.004 * 0.001, 7) },
    });
  });

  it('buys at market for an amount of the quote, and reads its fills in base units', async () => {
    const placed = await client.createMarketBuyOrderWithCost('ETH/USD', 250);
    const order = await client.fetchOrder(idOf(placed));
    expect(order).toMatchObject({ status: 'closed', type: 'market' });
    const trades = (await client.fetchMyTrades('ETH/USD')).filter((trade) => trade.order === idOf(placed));
    const amount = trades.reduce((sum, trade) => sum + Number(trade.amount), 0);
    expect(amount).toBeCloseTo(Number(order.filled), 7);
    expect(trades.reduce((sum, trade) => sum + Number(trade.cost), 0)).toBeLessThanOrEqual(250.01);
  });

  it('names refusals', async () => {
    await expect(client.createOrder('BTC/USD', 'limit', 'buy', 500, priceAt(0.95))).rejects.toThrow(
      ccxt.InsufficientFunds,
    );
    const wouldTake = client.createOrder('BTC/USD', 'limit', 'buy', 0.01, priceAt(1.1), { postOnly: true });
    await expect(wouldTake).rejects.toThrow('POST_ONLY');
    await expect(client.fetchOrder('unknown')).rejects.toThrow(ccxt.ExchangeError);
  });

  it('knows a client id again', async () => {
    const send = () =>
      client.createOrder('BTC/USD', 'limit', 'buy', 0.01, priceAt(0.8), { client_order_id: 'ccxt-same-id' });
    const first = await send();
    expect(idOf(await send())).toBe(idOf(first));
    await client.cancelOrder(idOf(first));
    expect(idOf(await send())).toBe(idOf(first));
    expect(exchange.core.openOrders('BTC-USD').filter(({ clientOrderId }) => clientOrderId === 'ccxt-same-id')).toEqual(
      [],
    );
  });

  it('signs requests with an Ed25519 key', async () => {
    const modern = await connect(exchange.keys.ed25519);
    modern.setMarkets(client.markets);
    expect((await modern.fetchBalance()).BTC).toMatchObject({ total: expect.any(Number) });
  });

  it('is told that another key is nobody’s', async () => {
    const stranger = await connect({ name: `${exchange.keys.ecdsa.name}0`, secret: exchange.keys.ecdsa.secret });
    stranger.setMarkets(client.markets);
    await expect(stranger.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  });
});

describe('ccxt as it is published, over sockets', () => {
  it('streams tickers, trades and a book that equals the exchange’s', async () => {
    const [ticker, trades, book] = await Promise.all([
      client.watchTicker('BTC/USD'),
      client.watchTrades('BTC/USD'),
      client.watchOrderBook('BTC/USD'),
    ]);
    const firstTold = String(book.datetime);
    expect(ticker.bid).toBeLessThan(Number(ticker.ask));
    expect(trades.length).toBeGreaterThan(0);
    expect(book.bids.length).toBeGreaterThan(10);
    const numbers = (side: readonly (readonly [string, string])[]) => side.map((level) => level.map(Number));
    await vi.waitFor(
      () => {
        const own = exchange.core.book('BTC-USD', 1_000);
        const told = client.orderbooks['BTC/USD'];
        expect([...(told?.bids ?? [])]).toEqual(numbers(own.bids));
        expect([...(told?.asks ?? [])]).toEqual(numbers(own.asks));
        expect(Date.parse(told?.datetime ?? '')).toBeGreaterThan(Date.parse(firstTold));
      },
      { timeout: 5_000, interval: 10 },
    );
  });

  it('follows an order from its opening to its end', async () => {
    const statuses = new Map<string, Set<string>>();
    const follow = async (): Promise<void> => {
      for (;;) {
        for (const { id, status, filled } of await client.watchOrders('BTC/USD')) {
          const known = statuses.get(String(id)) ?? new Set();
          statuses.set(String(id), known.add(`${status} ${filled}`));
        }
      }
    };
    const following = follow();
    const isOver = expect(following).rejects.toThrow();
    const price = priceAt(0.85);
    const id = idOf(await client.createOrder('BTC/USD', 'limit', 'buy', 0.02, price));
    await vi.waitFor(() => expect(statuses.get(id)).toContain('open 0'));
    exchange.core.tradeAt('BTC-USD', String(price), '0.005', 'sell');
    await vi.waitFor(() => expect(statuses.get(id)).toContain('open 0.005'));
    await client.cancelOrder(id);
    await vi.waitFor(() => expect(statuses.get(id)).toContain('canceled 0.005'));
    await client.close();
    await isOver;
  });
});
