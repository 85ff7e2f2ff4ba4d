import { describe, expect, it } from 'vitest';
import { findGaps } from '../../../../src-main/model/gaps.ts';

describe('findGaps', () => {
  it('finds none in an empty, a single and an unbroken series', () => {
    for (const times of [[], [60_000], [0, 60_000, 120_000]]) {
      expect(findGaps(Float64Array.from(times), '1m')).toEqual({ gaps: 0, missingBars: 0, list: [] });
    }
  });

  it('counts stretches and the bars that would fill them', () => {
    const times = Float64Array.from([0, 60_000, 180_000, 240_000, 600_000]);
    expect(findGaps(times, '1m')).toEqual({
      gaps: 2,
      missingBars: 6,
      list: [
        { fromMs: 120_000, toMs: 180_000, missingBars: 1 },
        { fromMs: 300_000, toMs: 600_000, missingBars: 5 },
      ],
    });
  });

  it('lists only the first ones asked for and still counts all', () => {
    const times = Float64Array.from([0, 120_000, 240_000, 360_000]);
    const report = findGaps(times, '1m', 1);
    expect(report).toEqual({ gaps: 3, missingBars: 3, list: [{ fromMs: 60_000, toMs: 120_000, missingBars: 1 }] });
  });
});
