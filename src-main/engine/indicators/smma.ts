import { z } from 'zod';
import { defineIndicator, type IndicatorDefinition } from './indicator.ts';
import { exponentialColumn, PairedAverage, rmaWeight } from './kernels/exponential-average.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(14), source: sourceParameter() });

/** Smoothed moving average, also Wilder's average: weight 1 / period, seeded with the SMA. TradingView ta.rma. */
function smoothedAverage(name: string, title: string): IndicatorDefinition {
  return defineIndicator<z.infer<typeof params>>({
    name,
    title,
    outputs: [name],
    pane: 'price',
    params,
    warmUp: ({ period }) => period - 1,
    series: (candles, { period, source }) => [
      exponentialColumn(priceColumn(candles, source), 0, period, rmaWeight(period)),
    ],
    step({ period, source }) {
      const average = new PairedAverage(period, rmaWeight(period));
      return {
        update(candle, out) {
          out[0] = average.next(priceOf(candle, source));
        },
      };
    },
  });
}

/** The same average under the two names it is known by. */
export const smma = smoothedAverage('smma', 'Smoothed moving average');
export const rma = smoothedAverage('rma', "Wilder's moving average");
