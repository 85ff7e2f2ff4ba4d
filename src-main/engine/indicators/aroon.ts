import { z } from 'zod';
import { RollingExtreme } from './kernels/rolling-extreme.ts';
import { periodParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({ period: periodParameter(14) });

/**
 * Aroon, 0 to 100: up = 100 × (period − candles since the highest high of the last period + 1) ÷ period, down with the lowest
 * low, oscillator = up − down. Of equal extremes the oldest counts. TradingView's built-in (period 14); Stock.Indicators agrees.
 */
export const aroon = defineStepwise<z.infer<typeof params>>({
  name: 'aroon',
  title: 'Aroon',
  outputs: ['up', 'down', 'oscillator'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  step({ period }) {
    const highest = new RollingExtreme(period + 1, 'highest');
    const lowest = new RollingExtreme(period + 1, 'lowest');
    return {
      update(candle, out) {
        highest.next(candle.high);
        lowest.next(candle.low);
        const up = (100 * (period - highest.age)) / period;
        const down = (100 * (period - lowest.age)) / period;
        out[0] = up;
        out[1] = down;
        out[2] = up - down;
      },
    };
  },
});
