import { describe, expect, it } from 'vitest';
import { joinEquity, summarise } from '../../../../../src-renderer/features/dashboard/equity-points.ts';

const past = { timeMs: Float64Array.of(1, 2, 3), equity: Float64Array.of(10, 12, 11) };

describe('joinEquity', () => {
  it('adds only what came after the past', () => {
    const live = [2, 3, 4, 5].map((timeMs) => ({ timeMs, equity: timeMs * 10 }));
    expect(joinEquity(past, live)).toEqual({
      timeMs: Float64Array.of(1, 2, 3, 4, 5),
      equity: Float64Array.of(10, 12, 11, 40, 50),
    });
  });

  it('is the past itself when there is nothing to add', () => {
    expect(joinEquity(past, [])).toBe(past);
    expect(joinEquity(past, [{ timeMs: 3, equity: 9 }])).toBe(past);
  });

  it('begins with the live points when there is no past', () => {
    const none = { timeMs: new Float64Array(0), equity: new Float64Array(0) };
    expect(joinEquity(none, [{ timeMs: 7, equity: 1 }]).timeMs).toEqual(Float64Array.of(7));
  });
});

describe('summarise', () => {
  it('says first, last, lowest and highest', () => {
    expect(summarise(past)).toEqual({ firstMs: 1, lastMs: 3, first: 10, last: 11, low: 10, high: 12 });
    expect(summarise({ timeMs: new Float64Array(0), equity: new Float64Array(0) })).toBeUndefined();
  });
});
