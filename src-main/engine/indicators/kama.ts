import { z } from 'zod';
import { Delay } from './kernels/delay.ts';
import { emaWeight } from './kernels/exponential-average.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(10, 'Efficiency period'),
  fast: periodParameter(2, 'Fast period'),
  slow: periodParameter(30, 'Slow period'),
  source: sourceParameter(),
});

/**
 * Kaufman's adaptive moving average: kama + c² × (price − kama), c between the slow and the fast EMA's weight by the
 * efficiency ratio |price − price `period` ago| ÷ Σ|change|. Starts as the price at index period − 1; on a flat window it is
 * the price. Stock.Indicators' definition.
 */
export const kama = defineStepwise<z.infer<typeof params>>({
  name: 'kama',
  title: "Kaufman's adaptive moving average",
  outputs: ['kama'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, fast, slow, source }) {
    const [fastWeight, slowWeight] = [emaWeight(fast), emaWeight(slow)];
    const ago = new Delay(period);
    const oneAgo = new Delay(1);
    const path = new RollingSum(period);
    const state = new Float64Array(1).fill(Number.NaN);
    let missing = period;
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const change = Math.abs(price - ago.next(price));
        const step = Math.abs(price - oneAgo.next(price));
        const length = Number.isNaN(step) ? Number.NaN : path.next(step);
        if (missing > 0) missing--;
        const before = state[0] as number;
        if (missing > 0) out[0] = Number.NaN;
        else if (Number.isNaN(length) || length === 0) out[0] = price;
        else {
          const constant = (change / length) * (fastWeight - slowWeight) + slowWeight;
          out[0] = before + constant * constant * (price - before);
        }
        state[0] = out[0] as number;
      },
    };
  },
});
