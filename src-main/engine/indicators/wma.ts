import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { RollingLine, weightedMeanColumn } from './kernels/rolling-line.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/** Weighted moving average: weights 1 for the oldest to `period` for the newest price. TradingView ta.wma. */
export const wma = defineIndicator<z.infer<typeof params>>({
  name: 'wma',
  title: 'Weighted moving average',
  outputs: ['wma'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  series: (candles, { period, source }) => [weightedMeanColumn(priceColumn(candles, source), 0, period)],
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
