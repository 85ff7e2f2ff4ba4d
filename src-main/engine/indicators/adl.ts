import { z } from 'zod';
import { moneyFlowVolume } from './kernels/money-flow.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({});

/**
 * Accumulation/distribution line: the running sum of money flow volume, in base asset. TradingView ta.accdist;
 * Stock.Indicators agrees.
 */
export const adl = defineStepwise<z.infer<typeof params>>({
  name: 'adl',
  title: 'Accumulation/distribution line',
  outputs: ['adl'],
  pane: 'own',
  params,
  warmUp: () => 0,
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
