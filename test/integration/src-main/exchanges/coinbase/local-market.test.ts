import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DisposableStack } from '../../../../../src-main/base/disposable.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { coinbase } from '../../../../../src-main/exchanges/coinbase/adapter.ts';
import type { Interval } from '../../../../../src-main/model/time.ts';
import { intervalMs } from '../../../../../src-main/model/time.ts';
import type { LocalCoinbase } from '../../../../exchange/coinbase/local-coinbase.ts';
import { type MarketSession, openMarket, startExchange, until } from './local-session.ts';

/** The exchange's time moves when a test moves it, forwards from one test to the next. */
let nowMs = Date.UTC(2026, 0, 5, 12, 0, 30);
let stage = new DisposableStack();
let exchange: LocalCoinbase;
const ground = new DisposableStack();

beforeAll(async () => {
  exchange = await startExchange(ground, { core: { clock: () => nowMs } });
});
afterAll(() => ground.dispose());
afterEach(async () => {
  exchange.faults.clear();
  await stage.dispose();
  stage = new DisposableStack();
});

const open = (): Promise<MarketSession> => openMarket(stage, exchange);

describe('over REST', () => {
  it('its clock, its products and its best prices', async () => {
    const { market, instruments } = await open();
    expect(unwrap(await market.serverTimeMs())).toBe(exchange.core.nowMs());
    expect([...instruments.keys()].sort()).toEqual([
      'coinbase:ADA-USD',
      'coinbase:ADA-USDC',
      'coinbase:BTC-USD',
      'coinbase:BTC-USDC',
      'coinbase:ETH-USD',
      'coinbase:ETH-USDC',
    ]);
    const wanted = ['BTC-USD', 'ADA-USDC']
      .map((symbol) => instruments.get(`coinbase:${symbol}`))
      .filter((one) => one !== undefined);
    const quotes = unwrap(await market.quotes(wanted));
    for (const { instrumentId, bid, ask } of quotes) {
      const { bids, asks } = exchange.core.book(instrumentId.slice(9).replace('USDC', 'USD'), 1);
      expect([bid, ask]).toEqual([Number(bids[0]?.[0]), Number(asks[0]?.[0])]);
    }
    expect(quotes).toHaveLength(2);
  });

  it.each<Interval>(['1m', '5m', '4h'])(
    'candles of %s are those of the exchange, quiet ones missing',
    async (interval) => {
      const { market, instruments } = await open();
      const instrument = instruments.get('coinbase:ADA-USD');
      if (instrument === undefined) throw new Error('ADA-USD is not listed');
      const lengthMs = intervalMs(interval);
      const toMs = Math.floor(nowMs / lengthMs) * lengthMs;
      const fromMs = toMs - market.pageRows * lengthMs;
      const page = unwrap(await market.candlePage({ instrument, interval, fromMs, toMs, priority: 'history' }));
      const edges = Array.from({ length: market.pageRows + 1 }, (_, index) => fromMs + index * lengthMs);
      const expected = exchange.core.candles('ADA-USD', edges);
      expect([...page.openTimeMs]).toEqual(expected.map(({ openTimeMs }) => openTimeMs));
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
        expect([...page[name]]).toEqual(expected.map((candle) => Number(candle[name])));
      }
      expect(expected.length).toBeGreaterThan(300);
      if (interval === '1m') expect(expected.length).toBeLessThan(349);
    },
  );
});

const BTC = 'coinbase:BTC-USD';

/** Has the exchange go on for `seconds`: its book is another one at once, what it says of it comes later. */
function move(seconds: number): void {
  const { core } = exchange;
  const before = core.book('BTC-USD', 1).lastUpdateId;
  nowMs += seconds * 1000;
  core.advance();
  expect(core.book('BTC-USD', 1).lastUpdateId).toBeGreaterThan(before);
}

const isSame = ({ stream }: MarketSession): boolean => {
  const book = stream.book(BTC, 10_000);
  if (book === undefined) return false;
  const { bids, asks } = exchange.core.book('BTC-USD', 10_000);
  const rows = ({ prices, quantities }: typeof book.bids) =>
    [...prices].map((price, index) => [price, quantities[index]]);
  const numbers = (side: typeof bids) => side.map(([price, quantity]) => [Number(price), Number(quantity)]);
  return JSON.stringify([rows(book.bids), rows(book.asks)]) === JSON.stringify([numbers(bids), numbers(asks)]);
};

describe('over sockets', () => {
  it('trades are told once each, with the side that took, and none from before', async () => {
    const session = await open();
    const { stream, told } = session;
    const made: unknown[] = [];
    exchange.core.onEvent((event) => {
      if (event.kind === 'trade' && event.trade.symbol === 'BTC-USD') made.push(event.trade);
    });
    stream.want({ market: new Set([BTC, 'coinbase:BTC-USDC']), books: new Set() });
    await until(() => told.states.some((state) => state.startsWith('connected')), 'connected');
    expect(told.trades).toEqual([]);
    for (let second = 0; second < 5; second++) {
      move(20);
      await until(() => told.trades.length === 2 * made.length && made.length > 0, 'the trades');
    }
    const own = (id: string) => told.trades.filter(({ instrumentId }) => instrumentId === id);
    const plain = (id: string) => own(id).map(({ instrumentId, ...rest }) => rest);
    const expected = (made as { id: number; price: string; quantity: string; timeMs: number; takerSide: string }[]).map(
      ({ id, price, quantity, timeMs, takerSide }) => ({
        tradeId: String(id),
        timeMs,
        price: Number(price),
        quantity: Number(quantity),
        takerSide,
      }),
    );
    expect(plain(BTC)).toEqual(expected);
    expect(plain('coinbase:BTC-USDC')).toEqual(expected);
    expect(new Set(expected.map(({ takerSide }) => takerSide)).size).toBe(2);
    expect(told.quotes.length).toBeGreaterThan(0);
    await until(() => told.states.some((state) => state.startsWith('alive')), 'a heartbeat');
    expect(exchange.wire.violations()).toEqual([]);
  });

  it('the book is that of the exchange, level by level', async () => {
    const session = await open();
    session.stream.want({ market: new Set(), books: new Set([BTC]) });
    await until(() => isSame(session), 'the snapshot');
    for (let second = 0; second < 5; second++) {
      move(3);
      expect(isSame(session)).toBe(false);
      await until(() => isSame(session), 'the book after a change');
    }
  });

  it.each([
    ['sequenceSkip', { count: 1, where: 'l2_data' }, 1],
    ['streamDropped', { count: 2, where: 'l2_data' }, 1],
    ['streamTwice', { count: 3, where: 'l2_data' }, 0],
    ['streamReordered', { count: 1, where: 'l2_data' }, 1],
    ['streamMalformed', { count: 1, where: 'l2_data' }, 1],
    ['socketClosed', { count: 1, where: 'l2_data' }, 1],
    ['socketTerminated', { count: 1, where: 'l2_data' }, 1],
    ['snapshotSplit', { count: 1 }, 0],
    ['ackMissing', { count: 5 }, 0],
    ['socketRefused', { count: 1 }, 0],
  ])(
    'with %s %j the book becomes that of the exchange again, over %d connections more',
    async (fault, setting, reconnects) => {
      const session = await open();
      const struck = exchange.faults.struck(fault);
      const isOnSnapshot = ['snapshotSplit', 'ackMissing', 'socketRefused'].includes(fault);
      if (isOnSnapshot) exchange.faults.set(fault, setting);
      session.stream.want({ market: new Set(), books: new Set([BTC]) });
      await until(() => isSame(session), 'the snapshot');
      if (!isOnSnapshot) exchange.faults.set(fault, setting);
      move(3);
      await until(() => exchange.faults.struck(fault) > struck, fault);
      const connections = () => session.parts.transport.streams()[0]?.reconnects ?? 0;
      await until(() => connections() >= reconnects, 'another connection');
      for (let second = 0; second < 3; second++) {
        move(3);
        await until(() => isSame(session), `the book after ${fault}`);
      }
      if (reconnects === 0) expect(connections()).toBe(0);
    },
  );

  it('a snapshot of 5 MB is a book like any other', async () => {
    const session = await open();
    exchange.faults.set('snapshotLarge', { count: 1, value: 5_000_000 });
    session.stream.want({ market: new Set(), books: new Set([BTC]) });
    await until(() => (session.stream.book(BTC, 100_000)?.bids.prices.length ?? 0) > 10_000, 'the snapshot');
    const top = exchange.core.book('BTC-USD', 1);
    expect(session.stream.book(BTC, 1)?.bids.prices[0]).toBe(Number(top.bids[0]?.[0]));
  });

  it.each(['streamDropped', 'sequenceSkip', 'streamMalformed', 'streamReordered'])(
    'trades with %s: said to be broken, and connected again',
    async (fault) => {
      const { stream, told } = await open();
      stream.want({ market: new Set([BTC]), books: new Set() });
      await until(() => told.states.includes(`connected ${BTC}`), 'connected');
      exchange.faults.set(fault, { count: 1, where: 'market_trades' });
      const broken = () => told.states.findIndex((state) => state.startsWith(`broken ${BTC}`));
      move(30);
      await until(() => broken() >= 0, 'broken');
      await until(() => told.states.indexOf(`connected ${BTC}`, broken()) > 0, 'connected again');
      const before = told.trades.length;
      move(30);
      await until(() => told.trades.length > before, 'trades');
    },
  );

  it('is subscribed within the time that the exchange gives: the socket stays', async () => {
    const strict = await startExchange(stage, { coinbase: { subscribeWithinMs: 150 } });
    const { stream, told, parts } = await openMarket(stage, strict);
    stream.want({ market: new Set([BTC]), books: new Set([BTC]) });
    await until(() => told.states.filter((state) => state.startsWith('alive')).length > 8, 'heartbeats');
    expect(parts.transport.streams().map(({ state, reconnects }) => [state, reconnects])).toEqual([
      ['live', 0],
      ['live', 0],
    ]);
  });
});

it('the definition names real addresses, so that nothing but settings makes them local', () => {
  expect(coinbase.urls).toEqual({
    rest: 'https://api.coinbase.com',
    stream: 'wss://advanced-trade-ws.coinbase.com',
    userStream: 'wss://advanced-trade-ws-user.coinbase.com',
  });
});
