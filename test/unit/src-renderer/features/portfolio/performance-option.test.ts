import { describe, expect, it } from 'vitest';
import { chartColours } from '../../../../../src-renderer/features/charts/chart-colours.ts';
import { performanceOption } from '../../../../../src-renderer/features/portfolio/performance-option.ts';

const optionOf = (...equity: readonly number[]) => {
  const timeMs = Float64Array.from(equity, (_, index) => index * 5000);
  const performance = { timeMs, equity: Float64Array.from(equity), flows: [] };
  return performanceOption(performance, chartColours('dark'), []);
};

describe('the equity of an account over time', () => {
  it('is a dot while there is one sample, a line from the second on', () => {
    expect(optionOf(10_000).series[0]?.showSymbol).toBe(true);
    expect(optionOf(10_000, 10_001).series[0]?.showSymbol).toBe(false);
  });

  it.each([[[10_000]], [[10_000, 10_000, 10_000.01]], [[-5]], [[0]]])(
    'has an axis of which no two labels are the same, also where %s hardly moves',
    (equity) => {
      const { min, max, axisLabel } = optionOf(...equity).yAxis;
      expect(min).toBeLessThan(Math.min(...equity));
      expect(max).toBeGreaterThan(Math.max(...equity));
      if (max - min < 0.1) return;
      const labels = [0, 1, 2, 3].map((step) => axisLabel.formatter(min + ((max - min) * step) / 3));
      expect(new Set(labels).size).toBe(4);
    },
  );

  it('says whole amounts where they differ, cents where they do not', () => {
    expect(optionOf(10_000, 12_000).yAxis.axisLabel.formatter(11_000.4)).toBe('11,000');
    expect(optionOf(1000, 1001).yAxis.axisLabel.formatter(1000.4)).toBe('1,000.40');
  });
});
