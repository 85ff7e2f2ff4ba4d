import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { borrowColumn, returnColumn } from './kernels/borrowed-column.ts';
import { highestColumn, lowestColumn, placeInRange } from './kernels/rolling-extreme-column.ts';
import { RollingRange } from './kernels/rolling-range.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(14), source: sourceParameter() });

/**
 * Williams %R, −100 to 0: 100 × (price − highest high) ÷ (highest high − lowest low) over `period`. TradingView ta.wpr;
 * Stock.Indicators agrees. A window without any range gives −100, as Stock.Indicators has it.
 */
export const williamsR = defineIndicator<z.infer<typeof params>>({
  name: 'williams-r',
  title: 'Williams %R',
  outputs: ['williamsR'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period - 1,
  series: (candles, { period, source }) => [williamsColumn(candles, priceColumn(candles, source), period)],
  step({ period, source }) {
    const range = new RollingRange(period);
    return {
      update(candle, out) {
        range.next(candle);
        const span = range.highest - range.lowest;
        out[0] = (span === 0 ? 0 : 100 * ((priceOf(candle, source) - range.lowest) / span)) - 100;
      },
    };
  },
});

function williamsColumn(candles: CandleColumns, prices: Float64Array, period: number): Float64Array {
  const place = highestColumn(candles.high, 0, period);
  const lowest = lowestColumn(candles.low, 0, period, borrowColumn(prices.length));
  placeInRange(prices, place, lowest, period - 1);
  returnColumn(lowest);
  for (let i = period - 1; i < place.length; i++) place[i] = (place[i] as number) - 100;
  return place;
}
