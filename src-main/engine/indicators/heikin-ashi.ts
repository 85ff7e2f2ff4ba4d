import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { priceColumn } from './price-source.ts';

const params = z.strictObject({});

/**
 * Heikin-Ashi candles: close = mean of the four prices, open = mean of the Heikin-Ashi open and close before (at first of
 * the candle's own), high and low extended to both. TradingView's chart type; Stock.Indicators agrees. Never trade at these
 * prices: they were not traded.
 */
export const heikinAshi = defineIndicator<z.infer<typeof params>>({
  name: 'heikin-ashi',
  title: 'Heikin-Ashi candles',
  outputs: ['open', 'high', 'low', 'close'],
  pane: 'price',
  params,
  warmUp: () => 0,
  series: (candles) => heikinAshiColumns(candles),
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

function heikinAshiColumns(candles: CandleColumns): Float64Array[] {
  const length = candles.close.length;
  const [opens, highs, lows] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const closes = priceColumn(candles, 'ohlc4');
  let open = length === 0 ? Number.NaN : ((candles.open[0] as number) + (candles.close[0] as number)) / 2;
  for (let i = 0; i < length; i++) {
    const close = closes[i] as number;
    opens[i] = open;
    highs[i] = Math.max(candles.high[i] as number, open, close);
    lows[i] = Math.min(candles.low[i] as number, open, close);
    open = (open + close) / 2;
  }
  return [opens, highs, lows, closes];
}
