import { z } from 'zod';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(14), source: sourceParameter() });

/**
 * Ulcer index: the root of the mean squared drawdown, in percent, over the last `period` prices, each measured from the
 * highest price of the window up to it. Stock.Indicators' definition. Each value walks the window.
 */
export const ulcerIndex = defineStepwise<z.infer<typeof params>>({
  name: 'ulcer-index',
  title: 'Ulcer index',
  outputs: ['ulcerIndex'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const window = new Float64Array(period);
    let position = 0;
    let missing = period;
    return {
      update(candle, out) {
        window[position] = priceOf(candle, source);
        position = position + 1 === period ? 0 : position + 1;
        if (missing > 0) missing--;
        let highest = 0;
        let squares = missing > 0 ? Number.NaN : 0;
        for (let k = 0, j = position; k < period && missing === 0; k++) {
          const price = window[j] as number;
          highest = Math.max(highest, price);
          const drawdown = highest === 0 ? 0 : 100 * ((price - highest) / highest);
          squares += drawdown * drawdown;
          j = j + 1 === period ? 0 : j + 1;
        }
        out[0] = Math.sqrt(squares / period);
      },
    };
  },
});
