import { z } from 'zod';
import { Delay } from '../kernels/delay.ts';
import { RollingCovariance } from '../kernels/rolling-covariance.ts';
import { periodParameter, sourceParameter } from '../parameters.ts';
import { priceOf } from '../price-source.ts';
import { definePairIndicator } from './pair-indicator.ts';

const params = z.strictObject({ period: periodParameter(50), source: sourceParameter() });

/**
 * Beta of the symbol to the other one, the market: covariance of their returns (price ÷ price before − 1) over `period`
 * candles ÷ variance of the market's. Stock.Indicators' definition. 0 where the market did not move.
 */
export const beta = definePairIndicator<z.infer<typeof params>>({
  name: 'beta',
  title: 'Beta',
  outputs: ['beta'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  step({ period, source }) {
    const window = new RollingCovariance(period);
    const own = new Delay(1);
    const market = new Delay(1);
    return {
      update(candle, other, out) {
        const price = priceOf(candle, source);
        const marketPrice = priceOf(other, source);
        const before = own.next(price);
        const marketBefore = market.next(marketPrice);
        out[0] = Number.NaN;
        if (Number.isNaN(before) || Number.isNaN(marketBefore)) return;
        const change = before === 0 ? 0 : price / before - 1;
        window.next(marketBefore === 0 ? 0 : marketPrice / marketBefore - 1, change);
        out[0] = window.varianceX === 0 ? 0 : window.covariance / window.varianceX;
      },
    };
  },
});
