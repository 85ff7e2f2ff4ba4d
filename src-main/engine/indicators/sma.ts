import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { RollingSum, rollingSumColumn } from './kernels/rolling-sum.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/** Simple moving average: the sum of the last `period` prices ÷ period, in the price's unit. TradingView ta.sma. */
export const sma = defineIndicator<z.infer<typeof params>>({
  name: 'sma',
  title: 'Simple moving average',
  outputs: ['sma'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  series: (candles, { period, source }) => [rollingSumColumn(priceColumn(candles, source), 0, period, period)],
  step({ period, source }) {
    const sum = new RollingSum(period);
    return {
      update(candle, out) {
        out[0] = sum.next(priceOf(candle, source)) / period;
      },
    };
  },
});
