import { z } from 'zod';
import { RollingDeviation } from './kernels/rolling-deviation.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(20), source: sourceParameter('hlc3') });

/**
 * Commodity channel index: (price − SMA) ÷ (0.015 × mean |price − SMA|) over `period`. TradingView ta.cci, source hlc3 as its
 * built-in has it; Stock.Indicators agrees. 0 on a flat price, where both leave it empty. The mean distance has no
 * running form, so each value walks the window.
 */
export const cci = defineStepwise<z.infer<typeof params>>({
  name: 'cci',
  title: 'Commodity channel index',
  outputs: ['cci'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const average = new RollingDeviation(period);
    const window = new Float64Array(period);
    let position = 0;
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        average.next(price);
        window[position] = price;
        position = position + 1 === period ? 0 : position + 1;
        const mean = average.mean;
        let distance = 0;
        for (let i = 0; i < period; i++) distance += Math.abs((window[i] as number) - mean);
        out[0] = distance === 0 ? 0 : (price - mean) / (0.015 * (distance / period));
      },
    };
  },
});
