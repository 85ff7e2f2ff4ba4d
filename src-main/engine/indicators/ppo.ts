import { z } from 'zod';
import { ExponentialAverage, emaWeight } from './kernels/exponential-average.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  fast: periodParameter(12, 'Fast period'),
  slow: periodParameter(26, 'Slow period'),
  signal: periodParameter(9, 'Signal period'),
  source: sourceParameter(),
});

/**
 * Percentage price oscillator: ppo = 100 × (EMA(fast) − EMA(slow)) ÷ EMA(slow), signal = EMA(signal) of it, histogram = ppo −
 * signal, in percent. As Stock.Indicators' PVO (with volume as source). 0 where the slow average is 0.
 */
export const ppo = defineStepwise<z.infer<typeof params>>({
  name: 'ppo',
  title: 'Percentage price oscillator',
  outputs: ['ppo', 'signal', 'histogram'],
  pane: 'own',
  params,
  warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
  step({ fast, slow, signal, source }) {
    const fastAverage = new ExponentialAverage(fast, emaWeight(fast));
    const slowAverage = new ExponentialAverage(slow, emaWeight(slow));
    const signalAverage = new ExponentialAverage(signal, emaWeight(signal));
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const quick = fastAverage.next(price);
        const sluggish = slowAverage.next(price);
        const line = sluggish === 0 ? 0 : (100 * (quick - sluggish)) / sluggish;
        const average = Number.isNaN(line) ? line : signalAverage.next(line);
        out[0] = line;
        out[1] = average;
        out[2] = line - average;
      },
    };
  },
});
