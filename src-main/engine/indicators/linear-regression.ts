import { z } from 'zod';
import { RollingLine } from './kernels/rolling-line.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(14), source: sourceParameter() });

/**
 * The least-squares line through the last `period` prices: its value at the newest candle (TradingView ta.linreg with offset
 * 0, Stock.Indicators' endpoint moving average) and its slope per candle (Stock.Indicators' slope).
 */
export const linearRegression = defineStepwise<z.infer<typeof params>>({
  name: 'linear-regression',
  title: 'Linear regression',
  outputs: ['linearRegression', 'slope'],
  pane: 'price',
  unpriced: ['slope'],
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const line = new RollingLine(period);
    return {
      update(candle, out) {
        line.next(priceOf(candle, source));
        out[0] = line.mean + (line.slope * (period - 1)) / 2;
        out[1] = line.slope;
      },
    };
  },
});
