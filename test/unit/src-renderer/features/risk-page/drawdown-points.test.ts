import { describe, expect, it } from 'vitest';
import { drawdownsOf, polylineOf } from '../../../../../src-renderer/features/risk-page/drawdown-points.ts';

describe('the drawdown that is drawn', () => {
  it('is what the equity lies below its highest so far', () => {
    expect([...drawdownsOf(Float64Array.of(100, 120, 90, 120, 60, 130))]).toEqual([0, 0, 0.25, 0, 0.5, 0]);
    expect([...drawdownsOf(Float64Array.of(0, -5))]).toEqual([0, 0]);
  });

  it('keeps the deepest of the points that fall on one place', () => {
    const timeMs = Float64Array.of(0, 1, 2, 100_000);
    const points = polylineOf(timeMs, Float64Array.of(0, 0.2, 0.1, 0.05), { fromMs: 0, toMs: 100_000, deepest: 0.4 });
    expect(points).toBe('0,50 1000,12.5');
  });
});
