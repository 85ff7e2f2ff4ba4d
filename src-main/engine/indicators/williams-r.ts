import { z } from 'zod';
import { RollingRange } from './kernels/rolling-range.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(14), source: sourceParameter() });

/**
 * Williams %R, −100 to 0: 100 × (price − highest high) ÷ (highest high − lowest low) over `period`. TradingView ta.wpr;
 * Stock.Indicators agrees. A window without any range gives −100, as Stock.Indicators has it.
 */
export const williamsR = defineStepwise<z.infer<typeof params>>({
  name: 'williams-r',
  title: 'Williams %R',
  outputs: ['williamsR'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period, source }) {
    const range = new RollingRange(period);
    return {
      update(candle, out) {
        range.next(candle);
        const span = range.highest - range.lowest;
        out[0] = (span === 0 ? 0 : 100 * ((priceOf(candle, source) - range.lowest) / span)) - 100;
      },
    };
  },
});
