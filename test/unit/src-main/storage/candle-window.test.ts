import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { createByteCache } from '../../../../src-main/storage/candles/byte-cache.ts';
import { sourceStartMs } from '../../../../src-main/storage/candles/candle-source.ts';
import { sampleRows, windowPlace } from '../../../../src-main/storage/candles/candle-window.ts';

const times = Float64Array.from({ length: 100 }, (_, bar) => 1000 + bar * 10);

describe('the place of a window', () => {
  it('is single bars while they fit', () => {
    expect(windowPlace(times, { fromMs: 1050, toMs: 1150, maxBars: 10 })).toEqual({
      fromIndex: 5,
      toIndex: 15,
      barsPerRow: 1,
    });
  });

  it('begins and ends at multiples of the bars in a row, the last bar of the series apart', () => {
    expect(windowPlace(times, { fromMs: 1050, toMs: 1160, maxBars: 10 })).toEqual({
      fromIndex: 4,
      toIndex: 16,
      barsPerRow: 2,
    });
    expect(windowPlace(times, { fromMs: 0, toMs: 9999, maxBars: 10 })).toEqual({
      fromIndex: 0,
      toIndex: 100,
      barsPerRow: 16,
    });
  });

  it('never has more rows than asked for, and ends in one row', () => {
    expect(windowPlace(times, { fromMs: 1070, toMs: 1090, maxBars: 1 })).toEqual({
      fromIndex: 0,
      toIndex: 16,
      barsPerRow: 16,
    });
    expect(windowPlace(times, { fromMs: 0, toMs: 9999, maxBars: 1 })).toEqual({
      fromIndex: 0,
      toIndex: 100,
      barsPerRow: 128,
    });
  });

  it('without a beginning holds the newest single bars before its end', () => {
    expect(windowPlace(times, { fromMs: null, toMs: null, maxBars: 30 })).toEqual({
      fromIndex: 70,
      toIndex: 100,
      barsPerRow: 1,
    });
    expect(windowPlace(times, { fromMs: null, toMs: 1100, maxBars: 30 })).toEqual({
      fromIndex: 0,
      toIndex: 10,
      barsPerRow: 1,
    });
  });

  it('is empty before, after and without bars', () => {
    expect(windowPlace(times, { fromMs: 0, toMs: 10, maxBars: 30 })).toEqual({
      fromIndex: 0,
      toIndex: 0,
      barsPerRow: 1,
    });
    expect(windowPlace(times, { fromMs: 5000, toMs: null, maxBars: 30 })).toEqual({
      fromIndex: 100,
      toIndex: 100,
      barsPerRow: 1,
    });
    expect(windowPlace(new Float64Array(0), { fromMs: null, toMs: null, maxBars: 5 })).toEqual({
      fromIndex: 0,
      toIndex: 0,
      barsPerRow: 1,
    });
  });

  it('takes an indicator at the last bar of each row', () => {
    const values = Float64Array.from({ length: 10 }, (_, bar) => bar);
    expect([...sampleRows(values, { fromIndex: 4, toIndex: 10, barsPerRow: 4 })]).toEqual([7, 9]);
  });
});

describe('the first bar of a made series', () => {
  it('moves in steps that keep rows together, and never less far back than asked', () => {
    const starts = new Set<number>();
    for (let nowMs = 1.7e12; nowMs < 1.7e12 + 6 * DAY_MS; nowMs += 3_600_000) {
      const startMs = sourceStartMs('1m', 30 * DAY_MS, nowMs);
      expect(startMs).toBeLessThanOrEqual(nowMs - 30 * DAY_MS);
      expect(startMs % (4096 * 60_000)).toBe(0);
      starts.add(startMs);
    }
    expect(starts.size).toBeLessThanOrEqual(4);
    expect(new Date(sourceStartMs('1w', 540 * DAY_MS, 1.7e12)).getUTCDay()).toBe(1);
  });
});

describe('a cache bounded by bytes', () => {
  it('forgets what was used longest ago, and keeps the newest whatever its size', () => {
    const cache = createByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('b', 'B', 40);
    expect(cache.get('a')).toBe('A');
    cache.set('c', 'C', 40);
    expect(cache.get('b')).toBeUndefined();
    expect(cache.bytes).toBe(80);
    cache.set('big', 'BIG', 500);
    expect([cache.get('a'), cache.get('c'), cache.get('big')]).toEqual([undefined, undefined, 'BIG']);
    cache.set('big', 'small', 5);
    expect(cache.bytes).toBe(5);
    cache.delete('big');
    expect(cache.bytes).toBe(0);
  });
});
