import { z } from 'zod';
import { Delay } from './kernels/delay.ts';
import { definitionParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  definition: definitionParameter(
    'tradingview starts with the first change; stock-indicators with 0 at the first candle.',
  ),
});

/**
 * On-balance volume: the sum of volume, counted up when the close rose and down when it fell, in base asset. TradingView
 * ta.obv starts with the second candle, Stock.Indicators with 0 at the first; the numbers are the same.
 */
export const obv = defineStepwise<z.infer<typeof params>>({
  name: 'obv',
  title: 'On-balance volume',
  outputs: ['obv'],
  pane: 'own',
  params,
  warmUp: ({ definition }) => (definition === 'tradingview' ? 1 : 0),
  step({ definition }) {
    const delay = new Delay(1);
    const total = new Float64Array(1);
    const startsEmpty = definition === 'tradingview';
    return {
      update(candle, out) {
        const change = candle.close - delay.next(candle.close);
        if (change > 0) total[0] = (total[0] as number) + candle.volume;
        else if (change < 0) total[0] = (total[0] as number) - candle.volume;
        out[0] = Number.isNaN(change) && startsEmpty ? Number.NaN : (total[0] as number);
      },
    };
  },
});
