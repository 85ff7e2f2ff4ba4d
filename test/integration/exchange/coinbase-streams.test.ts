import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type LocalCoinbase,
  type LocalCoinbaseOptions,
  startLocalCoinbase,
} from '../../exchange/coinbase/local-coinbase.ts';
import { type Json, PlainClient, type PlainSocket } from '../../exchange/coinbase/plain-client.ts';

let exchange: LocalCoinbase;
let client: PlainClient;

/** The market stands still unless a test moves it. */
const STILL: LocalCoinbaseOptions = { core: { clock: () => Date.UTC(2026, 0, 5, 12, 0, 30) } };

async function start(options: LocalCoinbaseOptions = STILL): Promise<PlainSocket> {
  exchange = await startLocalCoinbase(options);
  client = new PlainClient(exchange);
  const socket = client.open();
  await socket.opened;
  return socket;
}

afterEach(async () => {
  client.close();
  await exchange.close();
});

type Level = { readonly side: string; readonly price_level: string; readonly new_quantity: string };
type Book = { readonly bid: Map<string, string>; readonly offer: Map<string, string> };

const acks = (socket: PlainSocket): readonly Json[] => socket.of('subscriptions');
const eventsOf = (messages: readonly Json[]): Json[] => messages.flatMap(({ events }) => events as Json[]);
const numbersOf = (socket: PlainSocket): number[] =>
  socket.messages.filter(({ type }) => type !== 'error').map(({ sequence_num }) => Number(sequence_num));
const untilAcks = (socket: PlainSocket, count: number) => vi.waitFor(() => expect(acks(socket)).toHaveLength(count));
const price = (share: number): string =>
  String(Math.floor(Number(exchange.core.book('BTC-USD', 1).bids[0]?.[0]) * share));

function bookOf(socket: PlainSocket): Book {
  const book: Book = { bid: new Map(), offer: new Map() };
  for (const { type, updates } of eventsOf(socket.of('l2_data'))) {
    if (type === 'snapshot') for (const side of [book.bid, book.offer]) side.clear();
    for (const { side, price_level, new_quantity } of updates as Level[]) {
      const levels = side === 'bid' ? book.bid : book.offer;
      if (new_quantity === '0') levels.delete(price_level);
      else levels.set(price_level, new_quantity);
    }
  }
  return book;
}

function expectOwnBook(socket: PlainSocket): void {
  const own = exchange.core.book('BTC-USD', 1_000);
  const told = bookOf(socket);
  expect(new Map(own.bids)).toEqual(told.bid);
  expect(new Map(own.asks)).toEqual(told.offer);
}

describe('a socket', () => {
  it('is closed without a subscription, and not with one', async () => {
    const idle = await start({ ...STILL, coinbase: { subscribeWithinMs: 150 } });
    const used = client.open();
    await used.subscribe('ticker', ['BTC-USD']);
    used.unsubscribe('ticker');
    expect((await idle.closed).reason).toBe('no subscribe message');
    const later = client.open();
    expect((await later.closed).reason).toBe('no subscribe message');
    await used.ping();
    expect(eventsOf(acks(used)).at(-1)).toEqual({ subscriptions: {} });
  });

  it('is closed when nothing was said for long, unless heartbeats are', async () => {
    const silent = await start({ ...STILL, coinbase: { silenceMs: 250, heartbeatMs: 50 } });
    const kept = client.open();
    await kept.subscribe('heartbeats');
    await silent.subscribe('market_trades', ['BTC-USD']);
    expect((await silent.closed).reason).toBe('idle');
    const before = kept.of('heartbeats').length;
    await vi.waitFor(() => expect(kept.of('heartbeats').length).toBeGreaterThan(before));
    const counters = eventsOf(kept.of('heartbeats')).map(({ heartbeat_counter }) => heartbeat_counter);
    expect(counters).toEqual(counters.map((_, index) => index));
  });

  it('numbers all its messages with one counter, and tells all its subscriptions in each ack', async () => {
    const socket = await start({ ...STILL, coinbase: { heartbeatMs: 50 } });
    await socket.subscribe('heartbeats');
    await socket.subscribe('level2', ['BTC-USD', 'ETH-USD']);
    await socket.subscribe('user');
    await untilAcks(socket, 3);
    await vi.waitFor(() => expect(socket.of('heartbeats').length).toBeGreaterThan(2));
    expect(numbersOf(socket)).toEqual(socket.messages.map((_, index) => index));
    expect(eventsOf(acks(socket)).at(-1)).toEqual({
      subscriptions: { heartbeats: ['heartbeats'], level2: ['BTC-USD', 'ETH-USD'], user: [expect.any(String)] },
    });
    socket.unsubscribe('level2', ['ETH-USD']);
    socket.unsubscribe('heartbeats');
    socket.unsubscribe('user');
    await untilAcks(socket, 6);
    expect(eventsOf(acks(socket)).at(-1)).toEqual({ subscriptions: { level2: ['BTC-USD'] } });
  });

  it('is told its errors, which are not numbered', async () => {
    const socket = await start();
    socket.say({ type: 'hello' });
    socket.say({ type: 'subscribe', channel: 'level3', product_ids: ['BTC-USD'] });
    socket.say({ type: 'subscribe', channel: 'level2', product_ids: ['NO-USD'] });
    socket.say({ type: 'subscribe', channel: 'level2' });
    socket.say({ type: 'subscribe', channel: 'user' });
    await socket.subscribe('user', [], { jwt: client.token('GET', '/accounts') });
    await vi.waitFor(() => expect(socket.messages).toHaveLength(6));
    expect(socket.messages.map(({ type }) => type)).toEqual(Array(6).fill('error'));
    expect(socket.messages.slice(4).map(({ message }) => message)).toEqual(Array(2).fill('authentication failure'));
  });

  it('may ask eight times a second without a token', async () => {
    const socket = await start();
    for (let request = 0; request < 20; request++) socket.say({ type: 'subscribe', channel: 'heartbeats' });
    await vi.waitFor(() => expect(socket.messages.length).toBe(20));
    expect(socket.messages.filter(({ message }) => message === 'rate limit exceeded').length).toBeGreaterThanOrEqual(4);
  });
});

describe('channels', () => {
  it('tell a book that follows the exchange’s, level by level', async () => {
    const socket = await start({});
    await socket.subscribe('level2', ['BTC-USDC']);
    await vi.waitFor(() => expect(socket.of('l2_data').length).toBeGreaterThan(3), { timeout: 5_000 });
    await vi.waitFor(() => expectOwnBook(socket), { interval: 10 });
    expect(new Set(eventsOf(socket.of('l2_data')).map(({ product_id }) => product_id))).toEqual(new Set(['BTC-USD']));
  });

  it('tell trades with the maker’s side, the snapshot first, newest first', async () => {
    const socket = await start();
    await socket.subscribe('market_trades', ['BTC-USD']);
    await untilAcks(socket, 1);
    exchange.core.tradeAt('BTC-USD', price(1), '0.001', 'sell');
    exchange.core.tradeAt('BTC-USD', price(1), '0.002', 'buy');
    await vi.waitFor(() => expect(socket.of('market_trades')).toHaveLength(2));
    const [snapshot, update] = eventsOf(socket.of('market_trades'));
    expect([snapshot?.type, update?.type]).toEqual(['snapshot', 'update']);
    expect(update?.trades).toMatchObject([
      { size: '0.002', side: 'SELL' },
      { size: '0.001', side: 'BUY' },
    ]);
  });

  it('tell a halt', async () => {
    const socket = await start();
    await socket.subscribe('status', ['BTC-USD']);
    await untilAcks(socket, 1);
    exchange.core.setStatus('BTC-USD', 'halted');
    await vi.waitFor(() => expect(socket.of('status')).toHaveLength(2));
    expect(eventsOf(socket.of('status')).at(-1)).toMatchObject({ type: 'update', products: [{ status: 'offline' }] });
  });

  it('tell open orders in batches of 50, the last of fewer', async () => {
    const socket = await start({ ...STILL, coinbase: { privatePerSecond: 1_000 } });
    for (let index = 0; index < 100; index++) await client.placeLimit(`batch-${index}`, price(0.5), '0.0001');
    await socket.subscribe('user', ['BTC-USD']);
    await untilAcks(socket, 1);
    const sizes = eventsOf(socket.of('user')).map(({ type, orders }) => [type, (orders as Json[]).length]);
    expect(sizes).toEqual([
      ['snapshot', 50],
      ['snapshot', 50],
      ['snapshot', 0],
    ]);
  });

  it('tell only the products that were asked for', async () => {
    const socket = await start();
    await socket.subscribe('user', ['BTC-USDC']);
    await untilAcks(socket, 1);
    await client.placeLimit('elsewhere', price(0.9), '0.01');
    await client.post('/orders', {
      client_order_id: 'here',
      product_id: 'BTC-USDC',
      side: 'BUY',
      order_configuration: { limit_limit_gtc: { base_size: '0.01', limit_price: price(0.9) } },
    });
    await vi.waitFor(() => expect(socket.of('user').length).toBeGreaterThan(2));
    const told = eventsOf(socket.of('user')).flatMap(({ orders }) => orders as Json[]);
    expect(told.map(({ product_id, client_order_id, status }) => [product_id, client_order_id, status])).toEqual([
      ['BTC-USDC', 'here', 'PENDING'],
      ['BTC-USDC', 'here', 'OPEN'],
    ]);
  });
});
