import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { Delay } from './kernels/delay.ts';
import { definitionParameter } from './parameters.ts';

const params = z.strictObject({
  definition: definitionParameter(
    'tradingview starts with the first change; stock-indicators with 0 at the first candle.',
  ),
});

/**
 * On-balance volume: the sum of volume, counted up when the close rose and down when it fell, in base asset. TradingView
 * ta.obv starts with the second candle, Stock.Indicators with 0 at the first; the numbers are the same.
 */
export const obv = defineIndicator<z.infer<typeof params>>({
  name: 'obv',
  title: 'On-balance volume',
  outputs: ['obv'],
  pane: 'own',
  params,
  warmUp: ({ definition }) => (definition === 'tradingview' ? 1 : 0),
  series: (candles, { definition }) => [obvColumn(candles, definition === 'tradingview')],
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

/** The sign as a number instead of two branches: whether a close rises is what the processor cannot guess. */
function obvColumn({ close, volume }: CandleColumns, startsEmpty: boolean): Float64Array {
  const length = close.length;
  const out = new Float64Array(length);
  let before = close[0] as number;
  let total = 0;
  for (let i = 1; i < length; i++) {
    const price = close[i] as number;
    total += (Number(price > before) - Number(price < before)) * (volume[i] as number);
    out[i] = total;
    before = price;
  }
  if (startsEmpty && length > 0) out[0] = Number.NaN;
  return out;
}
