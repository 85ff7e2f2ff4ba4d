import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { borrowColumn, returnColumn } from './kernels/borrowed-column.ts';
import { emaWeight, exponentialColumn, PairedAverage, rmaWeight } from './kernels/exponential-average.ts';
import { TrueRange, trueRangeColumn } from './kernels/true-range.ts';
import { definitionParameter, factorParameter, periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({
  period: periodParameter(20),
  multiplier: factorParameter(2, 'Multiplier', 'Half the width of the channel in average ranges.'),
  atrPeriod: periodParameter(10, 'ATR period (stock-indicators)'),
  source: sourceParameter(),
  definition: definitionParameter('Width: tradingview EMA(period) of the true range; stock-indicators ATR(atrPeriod).'),
});

type KeltnerParams = z.infer<typeof params>;

/** Period and weight of the average range. */
function rangeAverage({ period, atrPeriod, definition }: KeltnerParams): [number, number] {
  return definition === 'tradingview' ? [period, emaWeight(period)] : [atrPeriod, rmaWeight(atrPeriod)];
}

/**
 * Keltner channel: middle = EMA(period), upper and lower = middle ± multiplier × average true range. `tradingview` is ta.kc,
 * whose range is an EMA of the same period; `stock-indicators` takes Wilder's ATR of `atrPeriod`. Both leave out the first
 * candle's range.
 */
export const keltner = defineIndicator<KeltnerParams>({
  name: 'keltner',
  title: 'Keltner channel',
  outputs: ['middle', 'upper', 'lower'],
  pane: 'price',
  params,
  warmUp: ({ period, atrPeriod, definition }) =>
    definition === 'tradingview' ? period : Math.max(period - 1, atrPeriod),
  series(candles, settings) {
    const { period, multiplier, source } = settings;
    const middle = exponentialColumn(priceColumn(candles, source), 0, period, emaWeight(period));
    const ranges = trueRangeColumn(candles, borrowColumn(middle.length));
    const width = exponentialColumn(ranges, 1, ...rangeAverage(settings));
    returnColumn(ranges);
    const upper = new Float64Array(middle.length);
    for (let i = 0; i < middle.length; i++) {
      const half = multiplier * (width[i] as number);
      upper[i] = (middle[i] as number) + half;
      width[i] = (middle[i] as number) - half;
    }
    return [middle, upper, width];
  },
  step(settings) {
    const { period, multiplier, source } = settings;
    const average = new PairedAverage(period, emaWeight(period));
    const width = new PairedAverage(...rangeAverage(settings));
    const range = new TrueRange();
    let isFirst = true;
    return {
      update(candle, out) {
        const middle = average.next(priceOf(candle, source));
        const span = range.next(candle);
        const half = isFirst ? Number.NaN : multiplier * width.next(span);
        isFirst = false;
        out[0] = middle;
        out[1] = middle + half;
        out[2] = middle - half;
      },
    };
  },
});
