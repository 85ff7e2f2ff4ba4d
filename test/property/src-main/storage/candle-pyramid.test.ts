import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { createCandleColumns, writeCandle } from '../../../../src-main/model/candle.ts';
import { createPyramid } from '../../../../src-main/storage/candles/candle-pyramid.ts';
import { windowOf, windowPlace } from '../../../../src-main/storage/candles/candle-window.ts';

/** A walk with gaps from a seed; whole numbers for volume, so that sums do not depend on their order. */
function series(length: number, seed: number): CandleColumns {
  const columns = createCandleColumns(length);
  let state = seed | 1;
  const chance = (): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return (state >>> 0) / 4_294_967_296;
  };
  let openTimeMs = 0;
  for (let row = 0; row < length; row++) {
    openTimeMs += 60_000 * (chance() < 0.02 ? 1 + Math.floor(chance() * 500) : 1);
    const open = 100 + chance() * 50;
    const close = 100 + chance() * 50;
    const high = Math.max(open, close) + chance() * 5;
    const low = Math.min(open, close) - chance() * 5;
    writeCandle(columns, row, { openTimeMs, open, high, low, close, volume: Math.floor(chance() * 1000) });
  }
  return columns;
}

/** The specification: every row from its bars, one by one. */
function fromScratch(columns: CandleColumns, fromIndex: number, toIndex: number, barsPerRow: number): CandleColumns {
  const rows = createCandleColumns(Math.ceil((toIndex - fromIndex) / barsPerRow));
  for (let row = 0; row < rows.openTimeMs.length; row++) {
    const first = fromIndex + row * barsPerRow;
    const end = Math.min(first + barsPerRow, toIndex);
    writeCandle(rows, row, {
      openTimeMs: columns.openTimeMs[first] as number,
      open: columns.open[first] as number,
      high: Math.max(...columns.high.subarray(first, end)),
      low: Math.min(...columns.low.subarray(first, end)),
      close: columns.close[end - 1] as number,
      volume: columns.volume.subarray(first, end).reduce((sum, volume) => sum + volume, 0),
    });
  }
  return rows;
}

const LONG = series(70_000, 7);
const LONG_PYRAMID = createPyramid(LONG);

describe('the level of detail', () => {
  it('equals the bars it stands for, whatever the window', () => {
    const lengths = fc.oneof(fc.nat(600), fc.constant(70_000));
    const maxBarCounts = fc.integer({ min: 1, max: 900 });
    const times = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(fc.integer(), lengths, maxBarCounts, times, (seed, length, maxBars, [left, right]) => {
        const columns = length === 70_000 ? LONG : series(length, seed);
        const pyramid = length === 70_000 ? LONG_PYRAMID : createPyramid(columns);
        const endMs = (columns.openTimeMs.at(-1) ?? 0) + 60_000;
        const [fromMs, toMs] = [left % (endMs + 1), right % (endMs + 1)].sort((a, b) => a - b) as [number, number];
        const place = windowPlace(columns.openTimeMs, { fromMs, toMs, maxBars });
        const result = windowOf(pyramid, place);
        expect(result.columns.openTimeMs.length).toBeLessThanOrEqual(maxBars);
        expect(place.fromIndex % place.barsPerRow).toBe(0);
        expect(result.columns).toEqual(fromScratch(columns, place.fromIndex, place.toIndex, place.barsPerRow));
        // Every bar asked for is in the window.
        const asked = columns.openTimeMs.filter((timeMs) => timeMs >= fromMs && timeMs < toMs);
        if (asked.length > 0) {
          expect(columns.openTimeMs[place.fromIndex]).toBeLessThanOrEqual(asked[0] as number);
          expect(columns.openTimeMs[place.toIndex - 1]).toBeGreaterThanOrEqual(asked.at(-1) as number);
        }
      }),
      { numRuns: 400, seed: 20_260_102 },
    );
  });

  it('does not move a bar into another row while one pans', () => {
    const wide = 20_000 * 60_000;
    const rows = new Map<string, string>();
    for (let fromMs = 0; fromMs < wide * 2; fromMs += 61 * 60_000) {
      const place = windowPlace(LONG.openTimeMs, { fromMs, toMs: fromMs + wide, maxBars: 400 });
      const { openTimeMs, open, high, low, close } = windowOf(LONG_PYRAMID, place).columns;
      for (let row = 0; row < openTimeMs.length; row++) {
        const name = `${place.barsPerRow} bars from ${place.fromIndex + row * place.barsPerRow}`;
        const text = [openTimeMs[row], open[row], high[row], low[row], close[row]].join();
        expect(rows.get(name) ?? text).toBe(text);
        rows.set(name, text);
      }
    }
    expect(rows.size).toBeGreaterThan(100);
  });
});
