import { describe, expect, it } from 'vitest';
import { createLiveFrame } from '../../../../../src-main/engine/indicators/live-frame.ts';
import { sma } from '../../../../../src-main/engine/indicators/sma.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';

const candle = (index: number): Candle => ({
  openTimeMs: index * 60_000,
  open: index,
  high: index + 1,
  low: index - 1,
  close: index,
  volume: 1,
});

describe('a frame that grows', () => {
  it('keeps what was read before through every enlargement and after the oldest have fallen out', () => {
    const frame = createLiveFrame({ average: { definition: sma, params: { period: 3, source: 'close' } } }, null);
    const { close } = frame;
    const average = frame.indicator('average');
    for (let index = 0; index < 5_000; index++) {
      expect(frame.advance(candle(index))).toBe(true);
      const back = Math.min(index, 1_000);
      expect([close.at(0), close.at(back), frame.count]).toEqual([index, index - back, index + 1]);
      if (index >= 2) expect(average.at(0)).toBeCloseTo(index - 1, 9);
      if (back >= 3) expect(average.at(back - 2)).toBeCloseTo(index - back + 1, 9);
    }
    expect(frame.advance(candle(4_999))).toBe(false);
  });
});
