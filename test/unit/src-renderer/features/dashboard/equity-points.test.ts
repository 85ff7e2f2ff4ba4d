import { describe, expect, it } from 'vitest';
import { timeUnder } from '../../../../../src-renderer/features/dashboard/equity-option.ts';
import { joinEquity, nearestPoint, summarise } from '../../../../../src-renderer/features/dashboard/equity-points.ts';

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

describe('the point under the pointer', () => {
  const curve = { timeMs: Float64Array.of(0, 100_000, 200_000), equity: Float64Array.of(1, 2, 3) };

  it.each([
    [-5, 0],
    [40_000, 0],
    [60_000, 1],
    [160_000, 2],
    [900_000, 2],
  ])('%i ms is nearest to point %i', (timeMs, index) => {
    expect(nearestPoint(curve, timeMs)).toBe(index);
  });

  it('an empty curve has none', () => {
    expect(nearestPoint({ timeMs: new Float64Array(0), equity: new Float64Array(0) }, 5)).toBe(-1);
  });

  it('left and right of the curve are its ends', () => {
    const places = [0, 8, 8 + 161, 330, 400].map((x) => timeUnder(x, 400, curve.timeMs));
    expect(places).toEqual([0, 0, 100_000, 200_000, 200_000]);
  });
});
