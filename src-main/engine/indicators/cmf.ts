import { z } from 'zod';
import { moneyFlowVolume } from './kernels/money-flow.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { periodParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(20) });

/**
 * Chaikin money flow, −1 to 1: Σ money flow volume ÷ Σ volume over `period`. TradingView's built-in; Stock.Indicators
 * agrees. 0 for a window without volume.
 */
export const cmf = defineStepwise<z.infer<typeof params>>({
  name: 'cmf',
  title: 'Chaikin money flow',
  outputs: ['cmf'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  step({ period }) {
    const flow = new RollingSum(period);
    const volume = new RollingSum(period);
    return {
      update(candle, out) {
        const flowed = flow.next(moneyFlowVolume(candle));
        const traded = volume.next(candle.volume);
        out[0] = traded === 0 ? 0 : flowed / traded;
      },
    };
  },
});
