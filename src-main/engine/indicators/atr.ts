import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { ExponentialAverage, rmaWeight } from './kernels/exponential-average.ts';
import { TrueRange } from './kernels/true-range.ts';
import { definitionParameter, periodParameter } from './parameters.ts';

const params = z.strictObject({
  period: periodParameter(14),
  definition: definitionParameter(
    'tradingview counts the first candle, whose range is high − low; stock-indicators starts with the second.',
  ),
});

/**
 * Average true range: Wilder's average (ta.rma, seeded with the mean of the first `period`) of the true range, in the
 * price's unit. `tradingview` is ta.atr, first value at index period − 1; `stock-indicators` leaves the first candle out,
 * first value at index period. The two grow together by (1 − 1/period) a candle.
 */
export const atr = defineIndicator<z.infer<typeof params>>({
  name: 'atr',
  title: 'Average true range',
  outputs: ['atr'],
  pane: 'own',
  params,
  warmUp: ({ period, definition }) => (definition === 'tradingview' ? period - 1 : period),
  series: (candles, { period, definition }) => [atrColumn(candles, period, definition === 'tradingview' ? 0 : 1)],
  step({ period, definition }) {
    const range = new TrueRange();
    const average = new ExponentialAverage(period, rmaWeight(period));
    let skip = definition === 'tradingview' ? 0 : 1;
    return {
      update(candle, out) {
        const value = range.next(candle);
        if (skip > 0) {
          skip--;
          out[0] = Number.NaN;
        } else {
          out[0] = average.next(value);
        }
      },
    };
  },
});

/** ATR over the true ranges from index `from` (0 or 1) on, range and average in one pass. */
function atrColumn(candles: CandleColumns, period: number, from: 0 | 1): Float64Array {
  const { high, low, close } = candles;
  const length = close.length;
  const out = new Float64Array(length);
  const first = from + period - 1;
  out.fill(Number.NaN, 0, Math.min(first, length));
  if (first >= length) return out;
  const weight = rmaWeight(period);
  const keep = 1 - weight;
  let average = seed(candles, from, first) / period;
  out[first] = average;
  let before = close[first] as number;
  for (let i = first + 1; i < length; i++) {
    const top = Math.max(high[i] as number, before);
    const bottom = Math.min(low[i] as number, before);
    average = weight * (top - bottom) + keep * average;
    out[i] = average;
    before = close[i] as number;
  }
  return out;
}

/** Sum of the true ranges of candles `from` to `last`. */
function seed({ high, low, close }: CandleColumns, from: 0 | 1, last: number): number {
  let sum = from === 0 ? 0 + ((high[0] as number) - (low[0] as number)) : 0;
  for (let i = 1; i <= last; i++) {
    const before = close[i - 1] as number;
    const top = Math.max(high[i] as number, before);
    const bottom = Math.min(low[i] as number, before);
    sum += top - bottom;
  }
  return sum;
}
