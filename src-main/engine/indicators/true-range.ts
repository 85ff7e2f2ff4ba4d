import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { TrueRange, trueRangeColumn } from './kernels/true-range.ts';
import { definitionParameter } from './parameters.ts';

const params = z.strictObject({
  definition: definitionParameter(
    'tradingview gives high − low for the first candle; stock-indicators leaves it empty.',
  ),
});

/** True range: the larger of high − low, |high − close before| and |low − close before|. TradingView ta.tr(true). */
export const trueRange = defineIndicator<z.infer<typeof params>>({
  name: 'true-range',
  title: 'True range',
  outputs: ['trueRange'],
  pane: 'own',
  params,
  warmUp: ({ definition }) => (definition === 'tradingview' ? 0 : 1),
  series(candles, { definition }) {
    const out = trueRangeColumn(candles);
    if (definition !== 'tradingview' && out.length > 0) out[0] = Number.NaN;
    return [out];
  },
  step({ definition }) {
    const range = new TrueRange();
    let skip = definition === 'tradingview' ? 0 : 1;
    return {
      update(candle, out) {
        const value = range.next(candle);
        out[0] = skip > 0 ? Number.NaN : value;
        if (skip > 0) skip--;
      },
    };
  },
});
