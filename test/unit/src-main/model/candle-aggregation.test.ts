import { describe, expect, it } from 'vitest';
import type { Candle } from '../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { aggregateColumns, canAggregate } from '../../../../src-main/model/candle-aggregation.ts';

const MINUTE = 60_000;

function bar(minute: number, price: number): Candle {
  return { openTimeMs: minute * MINUTE, open: price, high: price + 2, low: price - 2, close: price + 1, volume: 0.1 };
}

describe('aggregateColumns', () => {
  const minutes = candleColumnsOf([bar(1, 10), bar(2, 13), bar(4, 11), bar(12, 20), bar(13, 21)]);

  it('joins finer bars and keeps gaps as gaps', () => {
    const bars = aggregateColumns(minutes, '1m', '5m');
    expect(bars.openTimeMs.length).toBe(2);
    expect(candleAt(bars, 0)).toEqual({ openTimeMs: 0, open: 10, high: 15, low: 8, close: 12, volume: 0.3 });
    expect(candleAt(bars, 1)).toEqual({ openTimeMs: 10 * MINUTE, open: 20, high: 23, low: 18, close: 22, volume: 0.2 });
  });

  it('leaves out bars that still form when told the time', () => {
    expect([...aggregateColumns(minutes, '1m', '5m', 14 * MINUTE).openTimeMs]).toEqual([0]);
    expect([...aggregateColumns(minutes, '1m', '5m', 15 * MINUTE).openTimeMs]).toEqual([0, 10 * MINUTE]);
  });

  it('gives nothing from nothing and the same bars for the same interval', () => {
    expect(aggregateColumns(candleColumnsOf([]), '1m', '1h').openTimeMs.length).toBe(0);
    expect(aggregateColumns(minutes, '1m', '1m')).toEqual(minutes);
  });

  it('knows which intervals fit', () => {
    expect(canAggregate('1m', '1w')).toBe(true);
    expect(canAggregate('8h', '12h')).toBe(false);
    expect(() => aggregateColumns(minutes, '3m', '5m')).toThrow('expected a whole multiple');
  });
});
