import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { RollingDeviation, rollingDeviationColumns } from './kernels/rolling-deviation.ts';
import { factorParameter, periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({
  period: periodParameter(20),
  deviations: factorParameter(2, 'Deviations', 'Half the width of the bands in population standard deviations.'),
  source: sourceParameter(),
});

/**
 * Bollinger bands: middle = SMA, upper and lower = middle ± deviations × population standard deviation of the last `period`
 * prices, in the price's unit. TradingView ta.bb; Stock.Indicators agrees.
 */
export const bollinger = defineIndicator<z.infer<typeof params>>({
  name: 'bollinger',
  title: 'Bollinger bands',
  outputs: ['middle', 'upper', 'lower'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  series(candles, { period, deviations, source }) {
    const { mean, deviation } = rollingDeviationColumns(priceColumn(candles, source), 0, period);
    const length = mean.length;
    const upper = new Float64Array(length);
    const lower = deviation;
    for (let i = 0; i < length; i++) {
      const middle = mean[i] as number;
      const width = deviations * (deviation[i] as number);
      upper[i] = middle + width;
      lower[i] = middle - width;
    }
    return [mean, upper, lower];
  },
  step({ period, deviations, source }) {
    const window = new RollingDeviation(period);
    return {
      update(candle, out) {
        window.next(priceOf(candle, source));
        const width = deviations * window.deviation;
        out[0] = window.mean;
        out[1] = window.mean + width;
        out[2] = window.mean - width;
      },
    };
  },
});
