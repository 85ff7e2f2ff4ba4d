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
        const averagePlus = plus.next(counted(up, down, least));
        const averageMinus = minus.next(counted(down, up, least));
        const averageRange = range.next(span);
        if (Number.isNaN(averageRange)) return;
        const plusDi = averageRange === 0 ? 0 : 100 * (averagePlus / averageRange);
        const minusDi = averageRange === 0 ? 0 : 100 * (averageMinus / averageRange);
        out[0] = index.next(strength(plusDi, minusDi));
        out[1] = plusDi;
        out[2] = minusDi;
      },
    };
  },
});

/** `own` where it counts. As numbers instead of branches: which way a candle moves is what the processor cannot guess. */
function counted(own: number, other: number, least: number): number {
  return Number(own - other > least) * Number(own > least) * own;
}

function adxColumns(candles: CandleColumns, settings: AdxParams): Float64Array[] {
  const length = candles.close.length;
  const { period, smoothing } = settings;
  const [plusDi, minusDi] = [new Float64Array(length), new Float64Array(length)];
  plusDi.fill(Number.NaN, 0, Math.min(period, length));
  minusDi.fill(Number.NaN, 0, Math.min(period, length));
  if (period < length) writeShares(candles, settings, plusDi, minusDi);
  const index = new Float64Array(length);
  const first = period + smoothing - 1;
  index.fill(Number.NaN, 0, Math.min(first, length));
  const weight = rmaWeight(smoothing);
  const keep = 1 - weight;
  let average = 0;
  for (let i = period; i <= first && i < length; i++) average += strength(plusDi[i] as number, minusDi[i] as number);
  average /= smoothing;
  if (first < length) index[first] = average;
  for (let i = first + 1; i < length; i++) {
    average = weight * strength(plusDi[i] as number, minusDi[i] as number) + keep * average;
    index[i] = average;
  }
  return [index, plusDi, minusDi];
}

function strength(plus: number, minus: number): number {
  const total = plus + minus;
  return total === 0 ? 0 : 100 * (Math.abs(plus - minus) / total);
}

/** The two shares from index `period` on; there are more candles than that. */
function writeShares(candles: CandleColumns, settings: AdxParams, plusDi: Float64Array, minusDi: Float64Array): void {
  const { high, low, close } = candles;
  const { period, definition } = settings;
  const tolerance = definition === 'tradingview' ? SAME_MOVE : 0;
  let plus = 0;
  let minus = 0;
  let range = 0;
  for (let i = 1; i <= period; i++) {
    const up = (high[i] as number) - (high[i - 1] as number);
    const down = (low[i - 1] as number) - (low[i] as number);
    const least = tolerance * (high[i] as number);
    plus += counted(up, down, least);
    minus += counted(down, up, least);
    range += Math.max(high[i] as number, close[i - 1] as number) - Math.min(low[i] as number, close[i - 1] as number);
  }
  plus /= period;
  minus /= period;
  range /= period;
  plusDi[period] = range === 0 ? 0 : 100 * (plus / range);
  minusDi[period] = range === 0 ? 0 : 100 * (minus / range);
  const weight = rmaWeight(period);
  const keep = 1 - weight;
  let highBefore = high[period] as number;
  let lowBefore = low[period] as number;
  let before = close[period] as number;
  for (let i = period + 1; i < plusDi.length; i++) {
    const top = high[i] as number;
    const bottom = low[i] as number;
    const up = top - highBefore;
    const down = lowBefore - bottom;
    const least = tolerance * top;
    plus = weight * counted(up, down, least) + keep * plus;
    minus = weight * counted(down, up, least) + keep * minus;
    range = weight * (Math.max(top, before) - Math.min(bottom, before)) + keep * range;
    plusDi[i] = range === 0 ? 0 : 100 * (plus / range);
    minusDi[i] = range === 0 ? 0 : 100 * (minus / range);
    highBefore = top;
    lowBefore = bottom;
    before = close[i] as number;
  }
}
