import { z } from 'zod';
import { Delay } from './kernels/delay.ts';
import { ExponentialAverage, emaWeight } from './kernels/exponential-average.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  slow: periodParameter(25, 'Long period'),
  fast: periodParameter(13, 'Short period'),
  signal: periodParameter(13, 'Signal period'),
  source: sourceParameter(),
});

/**
 * True strength index, −100 to 100: 100 × EMA(fast) of EMA(slow) of the change ÷ the same of its size; signal = EMA(signal) of
 * it. TradingView's built-in, which shows 100 × ta.tsi; Stock.Indicators is the same with signal 7. 0 on a flat price.
 */
export const tsi = defineStepwise<z.infer<typeof params>>({
  name: 'tsi',
  title: 'True strength index',
  outputs: ['tsi', 'signal'],
  pane: 'own',
  params,
  warmUp: ({ slow, fast, signal }) => slow + fast + signal - 2,
  step({ slow, fast, signal, source }) {
    const delay = new Delay(1);
    const changeSlow = new ExponentialAverage(slow, emaWeight(slow));
    const changeFast = new ExponentialAverage(fast, emaWeight(fast));
    const sizeSlow = new ExponentialAverage(slow, emaWeight(slow));
    const sizeFast = new ExponentialAverage(fast, emaWeight(fast));
    const signalAverage = new ExponentialAverage(signal, emaWeight(signal));
    return {
      update(candle, out) {
        out[0] = Number.NaN;
        out[1] = Number.NaN;
        const price = priceOf(candle, source);
        const change = price - delay.next(price);
        if (Number.isNaN(change)) return;
        const slowChange = changeSlow.next(change);
        const slowSize = sizeSlow.next(Math.abs(change));
        if (Number.isNaN(slowChange)) return;
        const double = changeFast.next(slowChange);
        const size = sizeFast.next(slowSize);
        if (Number.isNaN(double)) return;
        const line = size === 0 ? 0 : 100 * (double / size);
        out[0] = line;
        out[1] = signalAverage.next(line);
      },
    };
  },
});
