import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { RollingDeviation, rollingDeviationColumns } from './kernels/rolling-deviation.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/** Population standard deviation of the last `period` prices, in their unit. TradingView ta.stdev; Stock.Indicators agrees. */
export const standardDeviation = defineIndicator<z.infer<typeof params>>({
  name: 'standard-deviation',
  title: 'Standard deviation',
  outputs: ['standardDeviation'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  series: (candles, { period, source }) => [rollingDeviationColumns(priceColumn(candles, source), 0, period).deviation],
  step({ period, source }) {
    const window = new RollingDeviation(period);
    return {
      update(candle, out) {
        window.next(priceOf(candle, source));
        out[0] = window.deviation;
      },
    };
  },
});
