import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { emaWeight, exponentialColumn, PairedAverage } from './kernels/exponential-average.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/**
 * Exponential moving average, weight 2 / (period + 1), seeded with the SMA of the first `period` prices, in the price's
 * unit. TradingView ta.ema; Stock.Indicators agrees.
 */
export const ema = defineIndicator<z.infer<typeof params>>({
  name: 'ema',
  title: 'Exponential moving average',
  outputs: ['ema'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  series: (candles, { period, source }) => [
    exponentialColumn(priceColumn(candles, source), 0, period, emaWeight(period)),
  ],
  step({ period, source }) {
    const average = new PairedAverage(period, emaWeight(period));
    return {
      update(candle, out) {
        out[0] = average.next(priceOf(candle, source));
      },
    };
  },
});
