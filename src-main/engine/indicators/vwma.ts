import { z } from 'zod';
import { RollingSum } from './kernels/rolling-sum.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter() });

/**
 * Volume-weighted moving average: Σ(price × volume) ÷ Σ volume over `period` candles. TradingView ta.vwma; Stock.Indicators
 * agrees. A window without any volume gives the price itself, where TradingView has nothing.
 */
export const vwma = defineStepwise<z.infer<typeof params>>({
  name: 'vwma',
  title: 'Volume-weighted moving average',
  outputs: ['vwma'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const money = new RollingSum(period);
    const volume = new RollingSum(period);
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const paid = money.next(price * candle.volume);
        const traded = volume.next(candle.volume);
        out[0] = traded === 0 ? price : paid / traded;
      },
    };
  },
});
