import { z } from 'zod';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({});

/**
 * Heikin-Ashi candles: close = mean of the four prices, open = mean of the Heikin-Ashi open and close before (at first of
 * the candle's own), high and low extended to both. TradingView's chart type; Stock.Indicators agrees. Never trade at these
 * prices: they were not traded.
 */
export const heikinAshi = defineStepwise<z.infer<typeof params>>({
  name: 'heikin-ashi',
  title: 'Heikin-Ashi candles',
  outputs: ['open', 'high', 'low', 'close'],
  pane: 'price',
  params,
  warmUp: () => 0,
  step() {
    const before = new Float64Array(2).fill(Number.NaN);
    return {
      update(candle, out) {
        const isFirst = Number.isNaN(before[0] as number);
        const open = isFirst ? (candle.open + candle.close) / 2 : ((before[0] as number) + (before[1] as number)) / 2;
        const close = (candle.open + candle.high + candle.low + candle.close) / 4;
        before[0] = open;
        before[1] = close;
        out[0] = open;
        out[1] = Math.max(candle.high, open, close);
        out[2] = Math.min(candle.low, open, close);
        out[3] = close;
      },
    };
  },
});
