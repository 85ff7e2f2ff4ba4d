import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';
import type { CandleStorage } from '../../../../src-main/market-data/candle-storage.ts';
import { followMinutes } from '../../../../src-main/market-data/follow-minutes.ts';
import type { TierFigures } from '../../../../src-main/market-data/tiered-candles.ts';
import { createTieredCandles } from '../../../../src-main/market-data/tiered-candles.ts';
import type { Interval } from '../../../../src-main/model/time.ts';
import { barOpenMs, intervalMs } from '../../../../src-main/model/time.ts';
import type { MarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createScriptedExchange } from '../../../fakes/scripted-exchange.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const MINUTE_MS = intervalMs('1m');
const MOST_BYTES = 1_200_000;
const START_MS = Date.UTC(2026, 0, 5, 7, 59, 59);
const SYMBOLS = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOT'].map((asset) => `coinbase:${asset}-USD`);
const CHART_INTERVALS = ['1m', '5m', '15m', '1h'] as const;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

function marketStorage(): CandleStorage & { readonly market: MarketDatabase } {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-session-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const market = unwrap(openMarketDatabase(folder));
  closing.push(() => market.close());
  return {
    market,
    readCovered: async (range) => market.readCovered(range),
    writeCovered: async (candles) => market.writeCovered(candles),
  };
}

type Kind = 'refresh' | 'open' | 'pan' | 'bot';
type Chart = { instrumentId: string; interval: Interval; endMs: number | null };

/** Four hours of a person with four charts who pans, starts bots and once the app, on a market that breaks off at times. */
async function runSession(seed: string) {
  const timers = createManualTimers(START_MS);
  const exchange = createScriptedExchange({ timers, venue: 'coinbase', quietEvery: 13 });
  const storage = marketStorage();
  const open = () =>
    createTieredCandles({
      exchangeOf: () => exchange,
      storage,
      timers,
      log: createTestLog(),
      limits: { bytes: MOST_BYTES, barsPerSeries: 3000, barsPerFetch: 20_000 },
    });
  let candles = open();
  const before: TierFigures[] = [];
  const random = createSeededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
  const tally: Record<Kind, { reads: number; asked: number }> = {
    refresh: { reads: 0, asked: 0 },
    open: { reads: 0, asked: 0 },
    pan: { reads: 0, asked: 0 },
    bot: { reads: 0, asked: 0 },
  };
  const wrong: string[] = [];
  const read = async (kind: Kind, instrumentId: string, interval: Interval, bars: number, endMs: number) => {
    const toMs = barOpenMs(interval, endMs);
    const range = { instrumentId, interval, fromMs: toMs - bars * intervalMs(interval), toMs };
    const asked = exchange.asked.length;
    const columns = unwrap(await candles.read(range));
    tally[kind].reads++;
    if (exchange.asked.length > asked) tally[kind].asked++;
    if (tally[kind].reads % 5 !== 0) return;
    const truth = exchange.truth(range);
    if (JSON.stringify(columns) !== JSON.stringify(truth)) wrong.push(`${kind} ${JSON.stringify(range)}`);
  };
  const show = (kind: Kind, { instrumentId, interval, endMs }: Chart) =>
    read(kind, instrumentId, interval, 300, endMs ?? timers.nowMs());

  let follower = followMinutes(candles, SYMBOLS);
  const charts: Chart[] = [];
  const toldMs = new Map(SYMBOLS.map((id) => [id, barOpenMs('1m', START_MS)]));
  const tellUpToNow = (): void => {
    const endMs = barOpenMs('1m', timers.nowMs());
    for (const instrumentId of SYMBOLS) {
      for (let timeMs = toldMs.get(instrumentId) as number; timeMs < endMs; timeMs += MINUTE_MS) {
        const candle = exchange.minute(instrumentId, timeMs);
        if (candle !== undefined) follower.receive({ kind: 'candle', instrumentId, candle });
      }
      toldMs.set(instrumentId, endMs);
    }
    follower.receive({ kind: 'time', timeMs: timers.nowMs() });
  };
  for (let minute = 0; minute < 240; minute++) {
    await timers.run(MINUTE_MS);
    if (minute === 130) {
      before.push(candles.figures());
      await candles.dispose();
      candles = open();
      follower = followMinutes(candles, SYMBOLS);
    }
    // Every hour the stream is down for some minutes, and what was missed comes afterwards.
    if (minute % 60 < 55) tellUpToNow();
    if (minute % 25 === 0) {
      if (charts.length === 4) charts.shift();
      const chart = { instrumentId: pick(SYMBOLS), interval: pick(CHART_INTERVALS), endMs: null };
      charts.push(chart);
      await show('open', chart);
    }
    for (const chart of charts) if (chart.endMs === null) await show('refresh', chart);
    if (minute % 12 === 5) {
      const chart = pick(charts);
      for (let step = 1; step <= 12; step++) {
        chart.endMs = timers.nowMs() - step * 60 * intervalMs(chart.interval);
        await show('pan', chart);
      }
      chart.endMs = null;
    }
    if (minute % 8 === 3) {
      const instrumentId = pick(SYMBOLS);
      for (const [interval, bars] of [
        ['1m', 200],
        ['15m', 120],
        ['1h', 60],
      ] as const) {
        await read('bot', instrumentId, interval, bars, timers.nowMs());
      }
    }
  }
  const figures = [...before, candles.figures()];
  await candles.dispose();
  return { figures, tally, wrong, storage, exchange, timers };
}

describe('a running session', () => {
  it.each(['one', 'two'])('is served at least 95 % without the exchange, and always rightly (%s)', async (seed) => {
    const { figures, tally, wrong, storage, exchange, timers } = await runSession(seed);
    expect(wrong).toEqual([]);
    const sum = (name: 'reads' | 'fromDatabase' | 'fromExchange' | 'evictions' | 'exchangeRequests') =>
      figures.reduce((total, part) => total + part[name], 0);
    expect(sum('reads')).toBeGreaterThan(900);
    expect(1 - sum('fromExchange') / sum('reads')).toBeGreaterThanOrEqual(0.95);
    expect(sum('fromDatabase')).toBeGreaterThan(5);
    expect(sum('evictions')).toBeGreaterThan(5);
    for (const { bytes } of figures) expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    // Less than the time in which the stream is down: a chart of minutes asks then.
    expect(tally.refresh.asked).toBeLessThanOrEqual(tally.refresh.reads * 0.04);
    expect(tally.open.reads + tally.pan.reads + tally.bot.reads).toBeGreaterThan(300);
    expect(sum('exchangeRequests')).toBe(exchange.asked.length);
    // What is in the database is what the exchange has, and it knows how much that is.
    for (const { instrumentId, interval } of unwrap(storage.market.series())) {
      for (const span of unwrap(storage.market.coverage({ instrumentId, interval }))) {
        expect(span.toMs).toBeLessThanOrEqual(timers.nowMs());
        const range = { instrumentId, interval, ...span };
        expect(unwrap(storage.market.readCovered(range)).columns).toEqual(exchange.truth(range));
      }
    }
  });
});
