import { z } from 'zod';
import { Delay } from './kernels/delay.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(9), source: sourceParameter() });

/**
 * Rate of change: 100 × (price − price `period` candles ago) ÷ that price, in percent. TradingView ta.roc; 0 where that
 * price is 0.
 */
export const roc = defineStepwise<z.infer<typeof params>>({
  name: 'roc',
  title: 'Rate of change',
  outputs: ['roc'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  step({ period, source }) {
    const delay = new Delay(period);
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const ago = delay.next(price);
        out[0] = ago === 0 ? 0 : (100 * (price - ago)) / ago;
      },
    };
  },
});
