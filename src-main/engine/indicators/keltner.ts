import { z } from 'zod';
import { ExponentialAverage, emaWeight, rmaWeight } from './kernels/exponential-average.ts';
import { TrueRange } from './kernels/true-range.ts';
import { definitionParameter, factorParameter, periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(20),
  multiplier: factorParameter(2, 'Multiplier', 'Half the width of the channel in average ranges.'),
  atrPeriod: periodParameter(10, 'ATR period (stock-indicators)'),
  source: sourceParameter(),
  definition: definitionParameter('Width: tradingview EMA(period) of the true range; stock-indicators ATR(atrPeriod).'),
});

/**
 * Keltner channel: middle = EMA(period), upper and lower = middle ± multiplier × average true range. `tradingview` is ta.kc,
 * whose range is an EMA of the same period; `stock-indicators` takes Wilder's ATR of `atrPeriod`. Both leave out the first
 * candle's range.
 */
export const keltner = defineStepwise<z.infer<typeof params>>({
  name: 'keltner',
  title: 'Keltner channel',
  outputs: ['middle', 'upper', 'lower'],
  pane: 'price',
  params,
  warmUp: ({ period, atrPeriod, definition }) =>
    definition === 'tradingview' ? period : Math.max(period - 1, atrPeriod),
  step({ period, multiplier, atrPeriod, source, definition }) {
    const average = new ExponentialAverage(period, emaWeight(period));
    const isTradingView = definition === 'tradingview';
    const rangePeriod = isTradingView ? period : atrPeriod;
    const width = new ExponentialAverage(rangePeriod, isTradingView ? emaWeight(period) : rmaWeight(atrPeriod));
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
