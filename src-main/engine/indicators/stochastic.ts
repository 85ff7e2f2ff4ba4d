import { z } from 'zod';
import { placeInRange, RollingRange } from './kernels/rolling-range.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { periodParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(14),
  smoothing: periodParameter(1, 'Smoothing of %K'),
  signal: periodParameter(3, 'Smoothing of %D'),
});

/**
 * Stochastic oscillator, 0 to 100: k = SMA(smoothing) of 100 × (close − lowest low) ÷ (highest high − lowest low) over
 * `period`, d = SMA(signal) of k. TradingView's built-in (ta.stoch); Stock.Indicators is the same with smoothing 3. A window
 * without any range gives 0, as Stock.Indicators has it; TradingView leaves it empty.
 */
export const stochastic = defineStepwise<z.infer<typeof params>>({
  name: 'stochastic',
  title: 'Stochastic oscillator',
  outputs: ['k', 'd'],
  pane: 'own',
  params,
  warmUp: ({ period, smoothing, signal }) => period + smoothing + signal - 3,
  step({ period, smoothing, signal }) {
    const range = new RollingRange(period);
    const k = new RollingSum(smoothing);
    const d = new RollingSum(signal);
    return {
      update(candle, out) {
        range.next(candle);
        const raw = placeInRange(candle.close, range.lowest, range.highest);
        const smooth = Number.isNaN(raw) ? raw : k.next(raw) / smoothing;
        out[0] = smooth;
        out[1] = Number.isNaN(smooth) ? smooth : d.next(smooth) / signal;
      },
    };
  },
});
