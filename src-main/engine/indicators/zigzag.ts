import { z } from 'zod';
import type { Candle } from '../../model/candle.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  percent: z
    .number()
    .min(0.01)
    .max(99)
    .default(5)
    .meta({ title: 'Percent', description: 'How far the price must turn back from an extreme to confirm it.' }),
  source: z
    .enum(['close', 'high-low'])
    .default('close')
    .meta({ title: 'Source', description: 'Closes, or highs and lows.' }),
});

/** The extreme that is not confirmed yet; numbers in an array so that nothing is boxed. */
const PRICE = 0;
const INDEX = 1;
const FIRST_HIGH = 2;
const FIRST_LOW = 3;

/**
 * Zig-zag, causal: on the candle where the price has turned back by `percent` from an extreme, and only there, `zigzag` is
 * that extreme's price, `barsAgo` how many candles ago it was and `direction` 1 for a high, −1 for a low. Between, nothing:
 * lines drawn through the extremes know them before they can be known. The swings are those of Stock.Indicators' zigzag,
 * except that a swing found only by going back over candles after a later one is confirmed is not reported.
 */
export const zigzag = defineStepwise<z.infer<typeof params>>({
  name: 'zigzag',
  title: 'Zig-zag',
  outputs: ['zigzag', 'barsAgo', 'direction'],
  pane: 'price',
  unpriced: ['barsAgo', 'direction'],
  params,
  sparse: true,
  warmUp: () => 1,
  step({ percent, source }) {
    const threshold = percent / 100;
    const extreme = new Float64Array(4).fill(Number.NaN);
    let trend: 1 | -1 | 0 = 0;
    let index = -1;
    const first = (candle: Candle): 1 | -1 | 0 => {
      const [high, low] = source === 'close' ? [candle.close, candle.close] : [candle.high, candle.low];
      const rise = (high - (extreme[FIRST_LOW] as number)) / (extreme[FIRST_LOW] as number);
      const fall = ((extreme[FIRST_HIGH] as number) - low) / (extreme[FIRST_HIGH] as number);
      if (rise >= threshold && rise > fall) return 1;
      return fall >= threshold && fall > rise ? -1 : 0;
    };
    return {
      update(candle, out) {
        index++;
        out[0] = Number.NaN;
        out[1] = Number.NaN;
        out[2] = Number.NaN;
        const high = source === 'close' ? candle.close : candle.high;
        const low = source === 'close' ? candle.close : candle.low;
        if (index === 0) {
          extreme[FIRST_HIGH] = high;
          extreme[FIRST_LOW] = low;
        }
        if (trend === 0) {
          trend = first(candle);
          if (trend !== 0) {
            extreme[PRICE] = trend === 1 ? high : low;
            extreme[INDEX] = index;
          }
          return;
        }
        const reached = trend === 1 ? high : low;
        const opposite = trend === 1 ? low : high;
        const price = extreme[PRICE] as number;
        if (trend === 1 ? reached >= price : reached <= price) {
          extreme[PRICE] = reached;
          extreme[INDEX] = index;
          return;
        }
        const back = trend === 1 ? (price - opposite) / price : (opposite - price) / price;
        if (back < threshold) return;
        out[0] = price;
        out[1] = index - (extreme[INDEX] as number);
        out[2] = trend;
        trend = trend === 1 ? -1 : 1;
        extreme[PRICE] = opposite;
        extreme[INDEX] = index;
      },
    };
  },
});
