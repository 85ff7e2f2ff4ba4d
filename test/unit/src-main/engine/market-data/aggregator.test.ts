import { describe, expect, it } from 'vitest';
import { Aggregator } from '../../../../../src-main/engine/market-data/aggregator.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import type { Interval } from '../../../../../src-main/model/time.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';

const MINUTE = 60_000;

function bar(openTimeMs: number, price: number): Candle {
  return { openTimeMs, open: price, high: price + 2, low: price - 2, close: price + 1, volume: 0.1 };
}

function aggregate(from: Interval, to: Interval): { aggregator: Aggregator; closed: Candle[] } {
  const closed: Candle[] = [];
  return { aggregator: new Aggregator(from, to, (candle) => closed.push(candle)), closed };
}

describe('Aggregator', () => {
  it('emits as soon as the last finer bar is in', () => {
    const { aggregator, closed } = aggregate('1m', '3m');
    for (let index = 0; index < 3; index++) aggregator.addCandle(bar(index * MINUTE, 100 + index));
    expect(closed).toEqual([{ openTimeMs: 0, open: 100, high: 104, low: 98, close: 103, volume: 0.3 }]);
    aggregator.closeUpTo(3 * MINUTE);
    expect(closed).toHaveLength(1);
  });

  it('makes a bar from what is there and leaves out what is not', () => {
    const { aggregator, closed } = aggregate('1m', '5m');
    aggregator.addCandle(bar(MINUTE, 10));
    aggregator.addCandle(bar(17 * MINUTE, 20));
    aggregator.closeUpTo(20 * MINUTE);
    expect(closed.map((candle) => [candle.openTimeMs, candle.open])).toEqual([
      [0, 10],
      [15 * MINUTE, 20],
    ]);
  });

  it('ignores and counts finer bars that repeat or come late', () => {
    const { aggregator, closed } = aggregate('1m', '5m');
    aggregator.addCandle(bar(MINUTE, 10));
    aggregator.addCandle(bar(MINUTE, 50));
    aggregator.addCandle(bar(0, 50));
    aggregator.closeUpTo(5 * MINUTE);
    aggregator.addCandle(bar(4 * MINUTE, 50));
    expect(aggregator.lateCandles).toBe(3);
    expect(closed).toEqual([{ openTimeMs: 0, open: 10, high: 12, low: 8, close: 11, volume: 0.1 }]);
  });

  it('opens weeks on Monday 00:00 UTC', () => {
    const { aggregator, closed } = aggregate('1d', '1w');
    const thursday = 0;
    aggregator.addCandle(bar(thursday, 1));
    aggregator.addCandle(bar(thursday + 4 * DAY_MS, 2));
    expect(closed[0]?.openTimeMs).toBe(-3 * DAY_MS);
    expect(aggregator.forming()?.openTimeMs).toBe(4 * DAY_MS);
  });

  it('refuses intervals that do not fit', () => {
    expect(() => aggregate('3m', '5m')).toThrow('toInterval is 5m, expected a whole multiple of fromInterval 3m');
    expect(() => aggregate('1h', '1m')).toThrow('toInterval is 1m');
  });
});
