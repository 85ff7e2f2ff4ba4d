import { z } from 'zod';
import { naturalLogarithm, takeLogarithm } from './kernels/logarithm.ts';
import { RollingExtreme } from './kernels/rolling-extreme.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { TrueRange } from './kernels/true-range.ts';
import { definitionParameter, periodParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(14, 'Period', 2),
  definition: definitionParameter(
    'tradingview divides by the range of highs and lows; stock-indicators extends each candle to the close before it.',
  ),
});

/**
 * Choppiness index, about 0 (trend) to 100 (no progress): 100 × log(Σ true range ÷ (highest − lowest)) ÷ log(period).
 * `tradingview` is its built-in, first value at index period − 1; `stock-indicators` uses true highs and lows, first value at
 * index period. 0 without any range, where both leave it empty.
 */
export const choppiness = defineStepwise<z.infer<typeof params>>({
  name: 'choppiness',
  title: 'Choppiness index',
  outputs: ['choppiness'],
  pane: 'own',
  params,
  warmUp: ({ period, definition }) => (definition === 'tradingview' ? period - 1 : period),
  step({ period, definition }) {
    const range = new TrueRange();
    const path = new RollingSum(period);
    const highest = new RollingExtreme(period, 'highest');
    const lowest = new RollingExtreme(period, 'lowest');
    const scale = naturalLogarithm(period);
    const before = new Float64Array(1).fill(Number.NaN);
    const isTradingView = definition === 'tradingview';
    return {
      update(candle, out) {
        const span = range.next(candle);
        const closeBefore = before[0] as number;
        before[0] = candle.close;
        out[0] = Number.NaN;
        if (!isTradingView && Number.isNaN(closeBefore)) return;
        highest.incoming = isTradingView ? candle.high : Math.max(candle.high, closeBefore);
        highest.take();
        lowest.incoming = isTradingView ? candle.low : Math.min(candle.low, closeBefore);
        lowest.take();
        const length = path.next(span);
        const height = highest.value - lowest.value;
        out[0] = height === 0 ? 1 : length / height;
        takeLogarithm(out, 0);
        out[0] = 100 * ((out[0] as number) / scale);
      },
    };
  },
});
