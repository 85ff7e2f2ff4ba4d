import { z } from 'zod';
import type { Candle, CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { ExponentialAverage, rmaWeight } from './kernels/exponential-average.ts';
import { trueRangeAfter } from './kernels/true-range.ts';
import { definitionParameter, periodParameter } from './parameters.ts';

const params = z.strictObject({
  period: periodParameter(14),
  smoothing: periodParameter(14, 'ADX smoothing'),
  definition: definitionParameter(
    'Equal moves up and down: tradingview allows for rounding and counts neither, stock-indicators takes them as they are.',
  ),
});

type AdxParams = z.infer<typeof params>;

/** Two moves this share of the price apart are the same move, written in other digits. */
const SAME_MOVE = 1e-13;

/**
 * Average directional index and its two parts, 0 to 100. plusDi = 100 × Wilder's average of upward moves ÷ that of the true
 * range, minusDi downward; adx = Wilder's average (smoothing) of 100 × |plusDi − minusDi| ÷ (plusDi + minusDi). A move counts
 * when it is the larger of the two. TradingView ta.dmi(period, smoothing), where the true range starts with the second
 * candle; Stock.Indicators agrees but for ties. On a flat price all are 0.
 */
export const adx = defineIndicator<AdxParams>({
  name: 'adx',
  title: 'Average directional index',
  outputs: ['adx', 'plusDi', 'minusDi'],
  pane: 'own',
  params,
  warmUp: ({ period, smoothing }) => period + smoothing - 1,
  series: (candles, settings) => adxColumns(candles, settings),
  step({ period, smoothing, definition }) {
    const plus = new ExponentialAverage(period, rmaWeight(period));
    const minus = new ExponentialAverage(period, rmaWeight(period));
    const range = new ExponentialAverage(period, rmaWeight(period));
    const index = new ExponentialAverage(smoothing, rmaWeight(smoothing));
    const before = new Float64Array(3).fill(Number.NaN);
    const tolerance = definition === 'tradingview' ? SAME_MOVE : 0;
    let started = false;
    return {
      update(candle: Candle, out) {
        out[0] = Number.NaN;
        out[1] = Number.NaN;
        out[2] = Number.NaN;
        const { high, low } = candle;
        const up = high - (before[0] as number);
        const down = (before[1] as number) - low;
        const span = trueRangeAfter(candle, before[2] as number);
        before[0] = high;
        before[1] = low;
        before[2] = candle.close;
        if (!started) {
          started = true;
          return;
        }
        const least = tolerance * high;
        const averagePlus = plus.next(up - down > least && up > least ? up : 0);
        const averageMinus = minus.next(down - up > least && down > least ? down : 0);
        const averageRange = range.next(span);
        if (Number.isNaN(averageRange)) return;
        const plusDi = averageRange === 0 ? 0 : 100 * (averagePlus / averageRange);
        const minusDi = averageRange === 0 ? 0 : 100 * (averageMinus / averageRange);
        const total = plusDi + minusDi;
        out[0] = index.next(total === 0 ? 0 : 100 * (Math.abs(plusDi - minusDi) / total));
        out[1] = plusDi;
        out[2] = minusDi;
      },
    };
  },
});

/** The three averages and the index in one pass over sums that become averages at the end of their warm-up. */
function adxColumns({ high, low, close }: CandleColumns, { period, smoothing, definition }: AdxParams): Float64Array[] {
  const length = close.length;
  const [index, plusDi, minusDi] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const indexFirst = period + smoothing - 1;
  index.fill(Number.NaN, 0, Math.min(indexFirst, length));
  plusDi.fill(Number.NaN, 0, Math.min(period, length));
  minusDi.fill(Number.NaN, 0, Math.min(period, length));
  const tolerance = definition === 'tradingview' ? SAME_MOVE : 0;
  const [weight, indexWeight] = [rmaWeight(period), rmaWeight(smoothing)];
  const [keep, indexKeep] = [1 - weight, 1 - indexWeight];
  let averagePlus = 0;
  let averageMinus = 0;
  let averageRange = 0;
  let average = 0;
  let [highBefore, lowBefore, before] = [high[0] as number, low[0] as number, close[0] as number];
  for (let i = 1; i < length; i++) {
    const [top, bottom] = [high[i] as number, low[i] as number];
    const [up, down] = [top - highBefore, lowBefore - bottom];
    const span = Math.max(top, before) - Math.min(bottom, before);
    const least = tolerance * top;
    highBefore = top;
    lowBefore = bottom;
    before = close[i] as number;
    // As numbers instead of branches: which way a candle moves is what the processor cannot guess.
    const plus = Number(up - down > least) * Number(up > least) * up;
    const minus = Number(down - up > least) * Number(down > least) * down;
    if (i <= period) {
      averagePlus += plus;
      averageMinus += minus;
      averageRange += span;
      if (i < period) continue;
      averagePlus /= period;
      averageMinus /= period;
      averageRange /= period;
    } else {
      averagePlus = weight * plus + keep * averagePlus;
      averageMinus = weight * minus + keep * averageMinus;
      averageRange = weight * span + keep * averageRange;
    }
    const plusShare = averageRange === 0 ? 0 : 100 * (averagePlus / averageRange);
    const minusShare = averageRange === 0 ? 0 : 100 * (averageMinus / averageRange);
    const total = plusShare + minusShare;
    const strength = total === 0 ? 0 : 100 * (Math.abs(plusShare - minusShare) / total);
    plusDi[i] = plusShare;
    minusDi[i] = minusShare;
    if (i > indexFirst) average = indexWeight * strength + indexKeep * average;
    else {
      average += strength;
      if (i < indexFirst) continue;
      average /= smoothing;
    }
    index[i] = average;
  }
  return [index, plusDi, minusDi];
}
