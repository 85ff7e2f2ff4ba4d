import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { RollingLine, weightedMeanColumn } from './kernels/rolling-line.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(20, 'Period', 2), source: sourceParameter() });

/** Hull moving average: WMA(√period) of 2 × WMA(period ÷ 2) − WMA(period), lengths rounded down. TradingView ta.hma. */
export const hma = defineIndicator<z.infer<typeof params>>({
  name: 'hma',
  title: 'Hull moving average',
  outputs: ['hma'],
  pane: 'price',
  params,
  warmUp: ({ period }) => period + Math.floor(Math.sqrt(period)) - 2,
  series(candles, { period, source }) {
    const prices = priceColumn(candles, source);
    const half = weightedMeanColumn(prices, 0, Math.floor(period / 2));
    const whole = weightedMeanColumn(prices, 0, period);
    for (let i = period - 1; i < whole.length; i++) whole[i] = 2 * (half[i] as number) - (whole[i] as number);
    return [weightedMeanColumn(whole, period - 1, Math.floor(Math.sqrt(period)))];
  },
  step({ period, source }) {
    const half = new RollingLine(Math.floor(period / 2));
    const whole = new RollingLine(period);
    const smooth = new RollingLine(Math.floor(Math.sqrt(period)));
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        half.incoming = price;
        half.take();
        whole.incoming = price;
        whole.take();
        smooth.incoming = 2 * half.weightedMean - whole.weightedMean;
        if (!Number.isNaN(smooth.incoming)) smooth.take();
        out[0] = smooth.weightedMean;
      },
    };
  },
});
