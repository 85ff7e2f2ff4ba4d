import { describe, expect, it } from 'vitest';
import { PATTERN_NAMES, PATTERNS } from '../../../../../../src-main/engine/indicators/patterns/pattern-catalogue.ts';
import { candleColumnsOf } from '../../../../../../src-main/model/candle.ts';
import { outputsOf, stockIndicators } from '../reference-values.ts';

/** Rows of open, high, low, close. */
const candlesOf = (rows: readonly [number, number, number, number][]) =>
  candleColumnsOf(
    rows.map(([open, high, low, close], i) => ({ openTimeMs: i * 60_000, open, high, low, close, volume: 1 })),
  );

describe('candlestick patterns', () => {
  it('finds a bullish engulfing where it is and says it speaks for a rise', () => {
    const candles = candlesOf([
      [10, 10.2, 9.8, 10.1],
      [10.1, 10.2, 9.4, 9.5],
      [9.4, 10.5, 9.3, 10.4],
      [10.4, 10.6, 10.3, 10.5],
    ]);
    const { found, direction } = outputsOf('candlestick-pattern', candles, { pattern: 'bullish-engulfing' });
    expect(found).toEqual(Float64Array.of(Number.NaN, 0, 1, 0));
    expect(direction).toEqual(Float64Array.of(Number.NaN, 0, 1, 0));
  });

  it('finds three black crows and says they speak for a fall', () => {
    const candles = candlesOf([
      [12, 12.1, 10.9, 11],
      [11.6, 11.7, 9.9, 10],
      [10.6, 10.7, 8.9, 9],
    ]);
    const { found, direction } = outputsOf('candlestick-pattern', candles, { pattern: 'three-black-crows' });
    expect([found?.[2], direction?.[2]]).toEqual([1, -1]);
  });

  it.each(PATTERN_NAMES)('%s: the finder sees as many candles as it needs, on every candle', (pattern) => {
    const { candles } = stockIndicators('sma');
    const { found = new Float64Array(0) } = outputsOf('candlestick-pattern', candles, { pattern });
    const { candles: count, find } = PATTERNS[pattern];
    for (let i = 0; i < found.length; i++) {
      const last = (column: Float64Array) => [...column.subarray(Math.max(i - count + 1, 0), i + 1)];
      const window = {
        open: last(candles.open),
        high: last(candles.high),
        low: last(candles.low),
        close: last(candles.close),
      };
      expect(found[i]).toBe(i < count - 1 ? Number.NaN : Number(find(window)));
    }
  });
});
