import { z } from 'zod';
import { RollingLine } from './kernels/rolling-line.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/** Weighted moving average: weights 1 for the oldest to `period` for the newest price. TradingView ta.wma. */
export const wma = defineStepwise<z.infer<typeof params>>({
  name: 'wma',
  title: 'Weighted moving average',
  outputs: ['wma'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const line = new RollingLine(period);
    return {
      update(candle, out) {
        line.next(priceOf(candle, source));
        out[0] = line.weightedMean;
      },
    };
  },
});
