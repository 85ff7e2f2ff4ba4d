import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, unwrap } from '../../../../src-main/base/outcome.ts';
import { createTieredCandles } from '../../../../src-main/market-data/tiered-candles.ts';
import type { Interval } from '../../../../src-main/model/time.ts';
import { barOpenMs, intervalMs } from '../../../../src-main/model/time.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createMemoryCandles } from '../../../fakes/memory-candles.ts';
import { createScriptedExchange } from '../../../fakes/scripted-exchange.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const ID = 'binance:BTC-USDT';
const MINUTE_MS = intervalMs('1m');
const START_MS = Date.UTC(2026, 0, 5, 10, 0, 30);

type Step =
  | {
      readonly kind: 'read';
      readonly interval: Interval;
      readonly backBars: number;
      readonly bars: number;
      readonly at: number;
    }
  | { readonly kind: 'live'; readonly minutes: number; readonly told: boolean }
  | {
      readonly kind:
        | 'late'
        | 'restart'
        | 'forget'
        | 'flush'
        | 'breakDisk'
        | 'mendDisk'
        | 'breakExchange'
        | 'mendExchange';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      interval: fc.constantFrom<Interval>('1m', '3m', '5m', '15m', '1h'),
      backBars: fc.oneof(fc.constant(0), fc.nat(80)),
      bars: fc.integer({ min: 1, max: 60 }),
      /** How many reads go at once. */
      at: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('live' as const),
      minutes: fc.integer({ min: 1, max: 70 }),
      told: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('late', 'restart', 'forget', 'flush', 'breakDisk', 'mendDisk', 'breakExchange', 'mendExchange')
      .map((kind) => ({ kind }) as Step),
  },
);

/** Plays the steps; every read that succeeds must be what the exchange has, and at the end all reads must. */
async function play(steps: readonly Step[], quietEvery: number, intervals: readonly Interval[]): Promise<void> {
  const timers = createManualTimers(START_MS);
  const exchange = createScriptedExchange({ timers, quietEvery, intervals });
  const storage = createMemoryCandles();
  const open = () =>
    createTieredCandles({
      exchangeOf: () => exchange,
      storage,
      timers,
      log: createTestLog(),
      limits: { bytes: 20_000, barsPerSeries: 100, barsPerFetch: 10_000 },
    });
  let candles = open();
  let isExchangeBroken = false;
  exchange.interrupt = async () => {
    // The answer comes a little later, so that things happen meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    return isExchangeBroken ? fail('networkFailed', 'scripted') : undefined;
  };
  const missed: number[] = [];
  const tell = (openTimeMs: number): void => {
    const candle = exchange.minute(ID, openTimeMs);
    if (candle === undefined) candles.onQuiet(ID, openTimeMs, openTimeMs + MINUTE_MS);
    else candles.onClosed(ID, candle);
  };
  const read = async (interval: Interval, backBars: number, bars: number): Promise<void> => {
    const toMs = barOpenMs(interval, timers.nowMs()) - backBars * intervalMs(interval);
    const range = { instrumentId: ID, interval, fromMs: toMs - bars * intervalMs(interval), toMs };
    const columns = await candles.read(range);
    if (columns.ok) expect(columns.value).toEqual(exchange.truth(range));
    else expect(isExchangeBroken).toBe(true);
  };
  for (const one of steps) {
    if (one.kind === 'read') {
      const reads = Array.from({ length: one.at }, (_, index) =>
        read(one.interval, one.backBars + index * 7, one.bars),
      );
      await Promise.all(reads);
    } else if (one.kind === 'live') {
      for (let minute = 0; minute < one.minutes; minute++) {
        await timers.run(MINUTE_MS);
        const openTimeMs = barOpenMs('1m', timers.nowMs()) - MINUTE_MS;
        if (one.told) tell(openTimeMs);
        else missed.push(openTimeMs);
      }
    } else if (one.kind === 'late') for (const openTimeMs of missed.splice(0)) tell(openTimeMs);
    else if (one.kind === 'restart') {
      await candles.dispose();
      candles = open();
    } else if (one.kind === 'forget') {
      candles.forget({ instrumentId: ID, interval: '1m' });
      await candles.flush();
      storage.forget(ID, '1m');
      candles.forget({ instrumentId: ID, interval: '1m' });
    } else if (one.kind === 'flush') await candles.flush(ID);
    else if (one.kind === 'breakDisk' || one.kind === 'mendDisk') storage.isBroken = one.kind === 'breakDisk';
    else isExchangeBroken = one.kind === 'breakExchange';
    expect(candles.figures().bytes).toBeLessThanOrEqual(20_000);
  }
  isExchangeBroken = false;
  storage.isBroken = false;
  await read('1m', 0, 90);
  await candles.dispose();
  for (const interval of ['1m', '3m', '5m', '15m', '1h'] as const) {
    for (const span of storage.coverageOf(ID, interval)) {
      const range = { instrumentId: ID, interval, ...span };
      expect(unwrap(await storage.readCovered(range)).columns).toEqual(exchange.truth(range));
    }
  }
  expect(timers.pending()).toBe(0);
}

describe('candles in tiers agree with the exchange', () => {
  it('whatever is read, told, missed, broken, forgotten and started anew', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 20 }),
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom<readonly Interval[]>(['1m', '3m', '5m', '15m', '1h'], ['1m', '5m', '1h']),
        play,
      ),
      { numRuns: 150, seed: 20_260_404 },
    );
  });
});
