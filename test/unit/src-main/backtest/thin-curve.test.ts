import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawdownCurve, thinCurve } from '../../../../src-main/backtest/thin-curve.ts';

const curveOf = (equity: Float64Array) => ({
  timeMs: Float64Array.from(equity, (_, row) => row * 60_000),
  equity,
  drawdown: drawdownCurve(equity, 100),
});

describe('a curve made thin', () => {
  it('keeps first, last, highest and lowest, in order, within its size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 4, max: 50 }),
        (values, maxPoints) => {
          const curve = curveOf(Float64Array.from(values));
          const thin = thinCurve(curve, maxPoints);
          expect(thin.equity.length).toBeLessThanOrEqual(Math.max(maxPoints, 1));
          expect(thin.equity[0]).toBe(values[0]);
          expect(thin.equity.at(-1)).toBe(values.at(-1));
          expect(Math.max(...thin.equity)).toBe(Math.max(...values));
          expect(Math.min(...thin.equity)).toBe(Math.min(...values));
          expect([...thin.timeMs]).toEqual([...thin.timeMs].sort((a, b) => a - b));
          thin.timeMs.forEach((timeMs, row) => {
            const source = timeMs / 60_000;
            expect([thin.equity[row], thin.drawdown[row]]).toEqual([curve.equity[source], curve.drawdown[source]]);
          });
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });

  it('leaves a short curve alone', () => {
    const curve = curveOf(Float64Array.from([1, 2, 3]));
    expect(thinCurve(curve, 3)).toBe(curve);
  });

  it('measures falls from the capital on', () => {
    expect([...drawdownCurve(Float64Array.from([90, 110, 99]), 100)]).toEqual([1 - 90 / 100, 0, 1 - 99 / 110]);
  });
});
