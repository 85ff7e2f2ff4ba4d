import { z } from 'zod';
import { exponential } from './kernels/logarithm.ts';
import { factorParameter, periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(9),
  offset: z
    .number()
    .min(0)
    .max(1)
    .default(0.85)
    .meta({ title: 'Offset', description: 'Where the weights peak: 0 at the oldest price, 1 at the newest.' }),
  sigma: factorParameter(6, 'Sigma', 'Period ÷ width of the bell of weights; larger is sharper.'),
  source: sourceParameter(),
});

/** Oldest first, their sum 1. Where all vanish (a very sharp bell between two prices) the nearest price counts alone. */
function weightsOf(period: number, offset: number, sigma: number): Float64Array {
  const peak = offset * (period - 1);
  const width = period / sigma;
  const weights = Float64Array.from({ length: period }, (_, i) => {
    const distance = (i - peak) / width;
    return exponential(-(distance * distance) / 2);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total > 0) return weights.map((weight) => weight / total);
  weights[Math.round(peak)] = 1;
  return weights;
}

/**
 * Arnaud Legoux moving average: weights e^(−(i − m)² ÷ 2s²), m = offset × (period − 1), s = period ÷ sigma. TradingView
 * ta.alma; Stock.Indicators agrees. Each value is a fresh sum over the window.
 */
export const alma = defineStepwise<z.infer<typeof params>>({
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  outputs: ['alma'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, offset, sigma, source }) {
    const weights = weightsOf(period, offset, sigma);
    const window = new Float64Array(period);
    let position = 0;
    let missing = period;
    return {
      update(candle, out) {
        window[position] = priceOf(candle, source);
        position = position + 1 === period ? 0 : position + 1;
        if (missing > 0) missing--;
        let sum = missing > 0 ? Number.NaN : 0;
        for (let k = 0, j = position; k < period && missing === 0; k++) {
          sum += (weights[k] as number) * (window[j] as number);
          j = j + 1 === period ? 0 : j + 1;
        }
        out[0] = sum;
      },
    };
  },
});
