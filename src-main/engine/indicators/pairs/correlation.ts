import { z } from 'zod';
import { RollingCovariance } from '../kernels/rolling-covariance.ts';
import { periodParameter, sourceParameter } from '../parameters.ts';
import { priceOf } from '../price-source.ts';
import { definePairIndicator } from './pair-indicator.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/**
 * Correlation of the two symbols' prices over `period` candles, −1 to 1: covariance ÷ √(variance × variance). TradingView
 * ta.correlation; Stock.Indicators agrees. 0 where one of them did not move, where both leave it empty.
 */
export const correlation = definePairIndicator<z.infer<typeof params>>({
  name: 'correlation',
  title: 'Correlation',
  outputs: ['correlation'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const window = new RollingCovariance(period);
    return {
      update(candle, other, out) {
        const price = priceOf(other, source);
        if (Number.isNaN(price)) {
          out[0] = Number.NaN;
          return;
        }
        window.next(priceOf(candle, source), price);
        const product = window.varianceX * window.varianceY;
        out[0] = product === 0 ? 0 : window.covariance / Math.sqrt(product);
      },
    };
  },
});
