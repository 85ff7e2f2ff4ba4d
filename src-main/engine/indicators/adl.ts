import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { moneyFlowVolume } from './kernels/money-flow.ts';

const params = z.strictObject({});

/**
 * Accumulation/distribution line: the running sum of money flow volume, in base asset. TradingView ta.accdist;
 * Stock.Indicators agrees.
 */
export const adl = defineIndicator<z.infer<typeof params>>({
  name: 'adl',
  title: 'Accumulation/distribution line',
  outputs: ['adl'],
  pane: 'own',
  params,
  warmUp: () => 0,
  series: (candles) => [adlColumn(candles)],
  step() {
    const total = new Float64Array(1);
    return {
      update(candle, out) {
        total[0] = (total[0] as number) + moneyFlowVolume(candle);
        out[0] = total[0] as number;
      },
    };
  },
});

function adlColumn({ high, low, close, volume }: CandleColumns): Float64Array {
  const length = close.length;
  const out = new Float64Array(length);
  let total = 0;
  for (let i = 0; i < length; i++) {
    const top = high[i] as number;
    const bottom = low[i] as number;
    const last = close[i] as number;
    const range = top - bottom;
    total += range === 0 ? 0 : ((last - bottom - (top - last)) / range) * (volume[i] as number);
    out[i] = total;
  }
  return out;
}
