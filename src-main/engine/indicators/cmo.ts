import { z } from 'zod';
import { Delay } from './kernels/delay.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(9), source: sourceParameter() });

/**
 * Chande momentum oscillator, −100 to 100: 100 × (Σ rises − Σ falls) ÷ (Σ rises + Σ falls) of the last `period` changes.
 * TradingView ta.cmo (period 9 as its built-in); Stock.Indicators agrees. 0 on a flat price, where both leave it empty.
 */
export const cmo = defineStepwise<z.infer<typeof params>>({
  name: 'cmo',
  title: 'Chande momentum oscillator',
  outputs: ['cmo'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  step({ period, source }) {
    const delay = new Delay(1);
    const rises = new RollingSum(period);
    const falls = new RollingSum(period);
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const change = price - delay.next(price);
        out[0] = Number.NaN;
        if (Number.isNaN(change)) return;
        const up = rises.next(Math.max(change, 0));
        const down = falls.next(Math.max(-change, 0));
        const total = up + down;
        out[0] = total === 0 ? 0 : (100 * (up - down)) / total;
      },
    };
  },
});
