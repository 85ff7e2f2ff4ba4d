import { z } from 'zod';
import { RescaledRange } from './kernels/rescaled-range.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(100, 'Period', 20), source: sourceParameter() });

/**
 * Hurst exponent of the last `period` returns by rescaled range: below 0.5 reverting, above trending. Stock.Indicators'
 * definition (no Anis-Lloyd correction). 0.5, a walk without memory, where prices did not move. Each value walks the window.
 */
export const hurst = defineStepwise<z.infer<typeof params>>({
  name: 'hurst',
  title: 'Hurst exponent',
  outputs: ['hurst'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  step({ period, source }) {
    const returns = new Float64Array(period);
    const window = new Float64Array(period);
    const range = new RescaledRange(period);
    const before = new Float64Array(1).fill(Number.NaN);
    let position = 0;
    let missing = period + 1;
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const earlier = before[0] as number;
        before[0] = price;
        out[0] = Number.NaN;
        if (missing > 0) missing--;
        if (Number.isNaN(earlier)) return;
        returns[position] = earlier === 0 ? 0 : price / earlier - 1;
        position = position + 1 === period ? 0 : position + 1;
        if (missing > 0) return;
        for (let k = 0; k < period; k++) window[k] = returns[(position + k) % period] as number;
        range.measure(window);
        out[0] = range.exponent;
      },
    };
  },
});
