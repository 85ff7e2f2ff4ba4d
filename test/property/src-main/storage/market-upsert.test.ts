import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { Candle } from '../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';
import type { Gap } from '../../../../src-main/model/gaps.ts';
import type { Interval } from '../../../../src-main/model/time.ts';
import { barOpenMs, INTERVALS, intervalMs } from '../../../../src-main/model/time.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { createMarketReader } from '../../../../src-main/storage/market/market-reader.ts';

const ID = 'imported:BTC-USDT';

/** The specification: a map from time to candle. */
type Oracle = Map<number, Candle>;

/** Bars by number within a few chunks, so that writes meet, overlap and leave holes; few distinct prices, so that some repeat. */
const bars = fc.uniqueArray(fc.record({ bar: fc.nat(6000), price: fc.integer({ min: 1, max: 3 }) }), {
  selector: (row) => row.bar,
  maxLength: 60,
});
const runs = fc.record({ from: fc.nat(6000), length: fc.nat(1600), price: fc.integer({ min: 1, max: 3 }) });
const writes = fc.array(
  fc.oneof(
    bars,
    runs.map(({ from, length, price }) => runOf(from, length, price)),
  ),
  { maxLength: 6 },
);

function runOf(from: number, length: number, price: number): { bar: number; price: number }[] {
  return Array.from({ length }, (_, index) => ({ bar: from + index, price }));
}

function sorted(oracle: Oracle): Candle[] {
  return [...oracle.values()].sort((left, right) => left.openTimeMs - right.openTimeMs);
}

function gapsOf(candles: readonly Candle[], lengthMs: number): Gap[] {
  return candles.slice(1).flatMap((candle, index) => {
    const fromMs = (candles[index] as Candle).openTimeMs + lengthMs;
    const missingBars = (candle.openTimeMs - fromMs) / lengthMs;
    return missingBars === 0 ? [] : [{ fromMs, toMs: candle.openTimeMs, missingBars }];
  });
}

function upsert(oracle: Oracle, candles: readonly Candle[]): { inserted: number; changed: number } {
  const before = new Map(oracle);
  for (const candle of candles) oracle.set(candle.openTimeMs, candle);
  const changed = candles.filter((candle) => {
    const old = before.get(candle.openTimeMs);
    return old !== undefined && JSON.stringify(old) !== JSON.stringify(candle);
  }).length;
  return { inserted: oracle.size - before.size, changed };
}

describe('market.db agrees with a map from time to candle', () => {
  it('whatever is written, in whatever order, in every interval', { timeout: 60_000 }, () => {
    const arbitrary = fc.record({
      interval: fc.constantFrom<Interval[]>(...INTERVALS),
      originMs: fc.integer({ min: -2e12, max: 2e12 }),
      writes,
      ranges: fc.array(fc.tuple(fc.integer({ min: -10, max: 6010 }), fc.integer({ min: -10, max: 6010 })), {
        maxLength: 5,
      }),
    });
    fc.assert(
      fc.property(arbitrary, ({ interval, originMs, writes, ranges }) => {
        const folder = mkdtempSync(join(tmpdir(), 'bellwether-upsert-'));
        const market = unwrap(openMarketDatabase(folder));
        const reader = createMarketReader(folder);
        try {
          const lengthMs = intervalMs(interval);
          const startMs = barOpenMs(interval, originMs);
          const oracle: Oracle = new Map();
          for (const rows of writes) {
            const candles = rows
              .map(({ bar, price }) => candleOf(startMs + bar * lengthMs, price))
              .sort((left, right) => left.openTimeMs - right.openTimeMs);
            const counts = unwrap(market.write({ instrumentId: ID, interval }, candleColumnsOf(candles)));
            expect(counts).toMatchObject(upsert(oracle, candles));
          }
          const all = sorted(oracle);
          const gaps = gapsOf(all, lengthMs);
          expect(unwrap(market.gaps({ instrumentId: ID, interval }, 1e6))).toEqual(gaps);
          expect(unwrap(market.gaps({ instrumentId: ID, interval }, 2))).toEqual(gaps.slice(0, 2));
          expect(unwrap(reader.series())).toEqual(all.length === 0 ? [] : [totalsOf(all, gaps, interval)]);
          for (const [fromBar, toBar] of [[-10, 10_000] as const, ...ranges]) {
            const range = { fromMs: startMs + fromBar * lengthMs, toMs: startMs + toBar * lengthMs + 1 };
            const columns = unwrap(reader.read({ instrumentId: ID, interval, ...range }));
            const rows = Array.from(columns.openTimeMs, (_, row) => candleAt(columns, row));
            expect(rows).toEqual(all.filter(({ openTimeMs }) => openTimeMs >= range.fromMs && openTimeMs < range.toMs));
          }
        } finally {
          reader.close();
          market.close();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: 80, seed: 20_260_101 },
    );
  });
});

function candleOf(openTimeMs: number, price: number): Candle {
  return { openTimeMs, open: price, high: price + 0.5, low: price - 0.25, close: price + 0.1, volume: price * 7 };
}

function totalsOf(all: readonly Candle[], gaps: readonly Gap[], interval: Interval) {
  return {
    instrumentId: ID,
    interval,
    candles: all.length,
    firstMs: all[0]?.openTimeMs,
    lastMs: all.at(-1)?.openTimeMs,
    gaps: gaps.length,
    missingBars: gaps.reduce((sum, gap) => sum + gap.missingBars, 0),
    bytes: all.length * 48,
  };
}
