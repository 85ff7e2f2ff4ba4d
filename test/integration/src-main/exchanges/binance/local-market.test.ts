import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import type { BinanceStream } from '../../../../../src-main/exchanges/binance/stream.ts';
import type { NumberedTrade } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import { type Candle, candleAt, copyCandle } from '../../../../../src-main/model/candle.ts';
import type { Quote } from '../../../../../src-main/model/market-trade.ts';
import { Happenings, type LocalSession, openLocal } from './local-session.ts';

type Told =
  | { readonly kind: 'trade'; readonly trade: NumberedTrade }
  | { readonly kind: 'quote'; readonly quote: Quote }
  | { readonly kind: 'candle'; readonly instrumentId: string; readonly candle: Candle; readonly isClosed: boolean }
  | { readonly kind: 'connected' | 'broken'; readonly ids: readonly string[] };

let local: LocalSession;
let stream: BinanceStream | undefined;

beforeEach(async () => {
  local = await openLocal();
});

afterEach(async () => {
  await stream?.dispose();
  stream = undefined;
  await local.close();
});

const MINUTE_MS = 60_000;
const SYMBOLS = ['BTC-USDT', 'ETH-USDT'];

function open(symbols = SYMBOLS): Happenings<Told> {
  const told = new Happenings<Told>();
  stream = binance.market(local.parts).openStream({
    trade: (trade) => told.add({ kind: 'trade', trade }),
    quote: (quote) => told.add({ kind: 'quote', quote }),
    candle: (instrumentId, candle, isClosed) =>
      told.add({ kind: 'candle', instrumentId, candle: copyCandle(candle), isClosed }),
    connected: (ids) => told.add({ kind: 'connected', ids }),
    broken: (ids) => told.add({ kind: 'broken', ids }),
    alive: () => undefined,
  }) as BinanceStream;
  const ids = new Set(symbols.map((symbol) => local.instrument(symbol).id));
  stream.want({ market: ids, books: ids });
  return told;
}

const count = (all: readonly Told[], kind: Told['kind']): number => all.filter((one) => one.kind === kind).length;

/** Until all topics are acknowledged, moving the market on meanwhile so that something is said. */
async function connected(told: Happenings<Told>, times = 1): Promise<void> {
  await told.until((all) => count(all, 'connected') >= times);
}

/** Moves the market on by 2 s, in which at least a minute is told anew, until something of it has arrived. */
async function moveOn(told: Happenings<Told>): Promise<void> {
  const before = told.all.length;
  local.advance(2_000);
  await told.until((all) => all.length > before);
}

function isSameBook(symbol: string): boolean {
  const theirs = local.exchange.core.book(symbol, 20);
  const ours = stream?.book(local.instrument(symbol).id, 20);
  if (ours === undefined) return false;
  const rows = (side: typeof ours.bids): number[][] =>
    [...side.prices].map((price, i) => [price, side.quantities[i] ?? 0]);
  const read = (side: typeof theirs.bids): number[][] =>
    side.map(([price, quantity]) => [Number(price), Number(quantity)]);
  return JSON.stringify([rows(ours.bids), rows(ours.asks)]) === JSON.stringify([read(theirs.bids), read(theirs.asks)]);
}

/** Moves the market on until our book is the exchange's own, level by level; after each snapshot so many times. */
async function sameBook(told: Happenings<Told>, symbol: string): Promise<boolean> {
  const snapshots = new Happenings<string>();
  const tap = local.transport.tap((record) => {
    if (record.kind === 'reply' && record.request.includes('/depth')) snapshots.add(record.request);
  });
  for (let tries = 0; tries < 5; tries++) {
    const before = snapshots.all.length;
    for (let round = 0; round < 20; round++) {
      await moveOn(told);
      if (!isSameBook(symbol)) continue;
      tap.dispose();
      return true;
    }
    await snapshots.until((all) => all.length > before);
  }
  tap.dispose();
  return false;
}

describe('over REST', () => {
  it('instruments have the exchange’s grid and bounds', () => {
    const specs = local.exchange.core.markets.filter(({ quote }) => quote !== 'USD');
    expect(local.instruments.map(({ symbol }) => symbol).sort()).toEqual(specs.map(({ symbol }) => symbol).sort());
    expect(local.instrument('BTC-USDT').rules).toMatchObject({
      status: 'trading',
      filterNames: { minNotional: 'NOTIONAL' },
    });
  });

  it('time, best prices and candles are the exchange’s own', async () => {
    const market = binance.market(local.parts);
    expect(unwrap(await market.serverTimeMs())).toBe(local.exchange.core.nowMs());
    const [quote] = unwrap(await market.quotes([local.instrument('BTC-USDT')]));
    const book = local.exchange.core.book('BTC-USDT', 1);
    expect([quote?.bid, quote?.ask]).toEqual([Number(book.bids[0]?.[0]), Number(book.asks[0]?.[0])]);
    const toMs = Math.floor(local.exchange.core.nowMs() / MINUTE_MS) * MINUTE_MS;
    const request = { instrument: local.instrument('BTC-USDT'), interval: '1m' as const, priority: 'history' as const };
    const columns = unwrap(await market.candlePage({ ...request, fromMs: toMs - 1_000 * MINUTE_MS, toMs }));
    const minutes = local.exchange.core.minutes('BTC-USDT', toMs - 1_000 * MINUTE_MS, toMs);
    expect(columns.openTimeMs).toHaveLength(1_000);
    const ours = minutes.map((_, index) => candleAt(columns, index));
    expect(ours).toEqual(
      minutes.map(({ openTimeMs, open: first, high, low, close, volume }) => ({
        openTimeMs,
        open: Number(first),
        high: Number(high),
        low: Number(low),
        close: Number(close),
        volume: Number(volume),
      })),
    );
  });
});

describe('over the streams', () => {
  it('every trade and closed minute once and in order, and the book as it is', async () => {
    const told = open();
    await connected(told);
    const trades: string[] = [];
    const listening = local.exchange.core.onEvent((event) => {
      if (event.kind === 'trade' && SYMBOLS.includes(event.trade.symbol))
        trades.push(`${event.trade.symbol} ${event.trade.id}`);
    });
    const fromMs = Math.floor(local.exchange.core.nowMs() / MINUTE_MS) * MINUTE_MS;
    for (let round = 0; round < 75; round++) await moveOn(told);
    await told.until((all) => count(all, 'trade') >= trades.length);
    listening.dispose();
    const heard = told.all.flatMap((one) => (one.kind === 'trade' ? [one.trade] : []));
    expect(heard.map(({ instrumentId, tradeId }) => `${instrumentId.slice('binance:'.length)} ${tradeId}`)).toEqual(
      trades,
    );
    expect(trades.length).toBeGreaterThan(50);

    const closed = told.all.flatMap((one) =>
      one.kind === 'candle' && one.isClosed && one.instrumentId === 'binance:BTC-USDT' ? [one.candle] : [],
    );
    const minutes = local.exchange.core.minutes('BTC-USDT', fromMs, fromMs + 2 * MINUTE_MS);
    expect(closed.slice(0, 2).map(({ openTimeMs, close }) => [openTimeMs, close])).toEqual(
      minutes.map(({ openTimeMs, close }) => [openTimeMs, Number(close)]),
    );
    expect(await sameBook(told, 'BTC-USDT')).toBe(true);
    expect(stream?.counts).toMatchObject({ malformed: 0, foreign: 0 });
    expect(local.exchange.violations()).toEqual([]);
  });

  it.each(['depthSkipped', 'depthSnapshotOld', 'depthZeroUnknown', 'streamReordered', 'streamTwice'])(
    'the book is the exchange’s own again after %s',
    async (fault) => {
      local.exchange.faults.set(fault, { count: 1, ...(fault.startsWith('stream') ? { where: 'depth' } : {}) });
      const told = open(['BTC-USDT']);
      await connected(told);
      expect(await sameBook(told, 'BTC-USDT')).toBe(true);
    },
  );

  it('a frame that is cut in half is counted, and harms nothing', async () => {
    const told = open(['BTC-USDT']);
    await connected(told);
    local.exchange.faults.set('streamMalformed', { count: 3 });
    expect(await sameBook(told, 'BTC-USDT')).toBe(true);
    expect(stream?.counts.malformed).toBe(3);
  });

  it.each(['terminate', 'close'] as const)(
    'after a %s everything is told as broken, and connects again',
    async (how) => {
      const told = open();
      await connected(told);
      expect(local.exchange.dropSockets(how)).toBe(1);
      await connected(told, 2);
      const states = told.all.filter(({ kind }) => kind === 'connected' || kind === 'broken').map(({ kind }) => kind);
      expect(states).toEqual(['connected', 'broken', 'connected']);
      expect(await sameBook(told, 'ETH-USDT')).toBe(true);
    },
  );

  it('an announced end is a change-over without a break', async () => {
    const told = open(['BTC-USDT']);
    await connected(told);
    local.exchange.dropSockets('shutdown');
    const opened = new Happenings<string>();
    const tap = local.transport.tap(({ kind }) => opened.add(kind));
    await opened.until((all) => all.includes('open'));
    tap.dispose();
    expect(await sameBook(told, 'BTC-USDT')).toBe(true);
    expect(count(told.all, 'broken')).toBe(0);
  });
});
