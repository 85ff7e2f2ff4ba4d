import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandleRing } from '../../../../src-main/market-data/candle-ring.ts';
import type { Candle } from '../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';

const candleOf = (openTimeMs: number, price: number): Candle => ({
  openTimeMs,
  open: price,
  high: price + 1,
  low: price - 1,
  close: price,
  volume: price * 2,
});

/** Spans of a made-up unit of time, and which of its bars exist, at which price. */
const piece = fc
  .record({
    fromMs: fc.nat(120),
    length: fc.integer({ min: 1, max: 40 }),
    price: fc.nat(5),
    quiet: fc.integer({ min: 2, max: 6 }),
  })
  .map(({ fromMs, length, price, quiet }) => ({
    fromMs,
    toMs: fromMs + length,
    candles: Array.from({ length }, (_, index) => fromMs + index)
      .filter((timeMs) => timeMs % quiet !== 0)
      .map((timeMs) => candleOf(timeMs, price)),
  }));

describe('the ring of a series', () => {
  it('has all bars of its span and the newest of each, whatever is put', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.integer({ min: 1, max: 60 }), (pieces, mostRows) => {
        const ring = new CandleRing(mostRows);
        let truth = new Map<number, Candle>();
        for (const { fromMs, toMs, candles } of pieces) {
          const before = ring.span;
          const isNew = before !== undefined && fromMs > before.toMs;
          const isApart = before !== undefined && toMs < before.fromMs;
          ring.put({ fromMs, toMs, columns: candleColumnsOf(candles) });
          if (isApart) expect(ring.span).toEqual(before);
          else {
            if (isNew) truth = new Map();
            for (let timeMs = fromMs; timeMs < toMs; timeMs++) truth.delete(timeMs);
            for (const candle of candles) truth.set(candle.openTimeMs, candle);
          }
          const span = ring.span ?? { fromMs: 0, toMs: 0 };
          expect(span.toMs).toBe(
            isApart || before === undefined || isNew ? (isApart ? before.toMs : toMs) : Math.max(before.toMs, toMs),
          );
          const kept = [...truth.values()]
            .filter(({ openTimeMs }) => openTimeMs >= span.fromMs && openTimeMs < span.toMs)
            .sort((left, right) => left.openTimeMs - right.openTimeMs);
          expect(rowsOf(ring, 0, 1000)).toEqual(kept);
          expect(rowsOf(ring, 30, 70)).toEqual(kept.filter(({ openTimeMs }) => openTimeMs >= 30 && openTimeMs < 70));
          expect(ring.rows).toBe(kept.length);
          expect(ring.rows).toBeLessThanOrEqual(mostRows);
          expect(ring.bytes).toBeLessThanOrEqual(mostRows * 48);
        }
      }),
      { numRuns: 500, seed: 20_260_402 },
    );
  });

  it('gives up as little as it must: what it forgets had no room', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 200 }), (mostRows, bars) => {
        const ring = new CandleRing(mostRows);
        for (let bar = 0; bar < bars; bar++) {
          expect(ring.put({ fromMs: bar, toMs: bar + 1, columns: candleColumnsOf([candleOf(bar, 1)]) })).toBe(true);
        }
        expect(ring.span).toEqual({ fromMs: Math.max(0, bars - mostRows), toMs: bars });
        expect(ring.rows).toBe(Math.min(bars, mostRows));
      }),
      { numRuns: 200, seed: 20_260_403 },
    );
  });
});

function rowsOf(ring: CandleRing, fromMs: number, toMs: number): Candle[] {
  const columns = ring.read({ fromMs, toMs });
  return Array.from(columns.openTimeMs, (_, row) => candleAt(columns, row));
}
