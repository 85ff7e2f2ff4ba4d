import { z } from 'zod';
import { Delay } from './kernels/delay.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(10), source: sourceParameter() });

/** Momentum: price − price `period` candles ago, in the price's unit. TradingView ta.mom; Stock.Indicators agrees. */
export const momentum = defineStepwise<z.infer<typeof params>>({
  name: 'momentum',
  title: 'Momentum',
  outputs: ['momentum'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  step({ period, source }) {
    const delay = new Delay(period);
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const ago = delay.next(price);
        out[0] = price - ago;
      },
    };
  },
});
