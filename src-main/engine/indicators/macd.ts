import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { ExponentialAverage, emaWeight } from './kernels/exponential-average.ts';
import { sumBetween } from './kernels/rolling-sum.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({
  fast: periodParameter(12, 'Fast period'),
  slow: periodParameter(26, 'Slow period'),
  signal: periodParameter(9, 'Signal period'),
  source: sourceParameter(),
});

type MacdParams = z.infer<typeof params>;

/**
 * Moving average convergence divergence: macd = EMA(fast) − EMA(slow), signal = EMA(signal) of macd, histogram = macd −
 * signal, all in the price's unit; every EMA seeded with an SMA. TradingView ta.macd; Stock.Indicators agrees. The macd line
 * starts at index max(fast, slow) − 1, the two others with the signal.
 */
export const macd = defineIndicator<MacdParams>({
  name: 'macd',
  title: 'Moving average convergence divergence',
  outputs: ['macd', 'signal', 'histogram'],
  pane: 'own',
  params,
  warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
  series: (candles, { source, ...periods }) => macdColumns(priceColumn(candles, source), periods),
  step({ fast, slow, signal, source }) {
    const fastAverage = new ExponentialAverage(fast, emaWeight(fast));
    const slowAverage = new ExponentialAverage(slow, emaWeight(slow));
    const signalAverage = new ExponentialAverage(signal, emaWeight(signal));
    let missing = Math.max(fast, slow);
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const line = fastAverage.next(price) - slowAverage.next(price);
        if (missing > 0) missing--;
        const average = missing > 0 ? Number.NaN : signalAverage.next(line);
        out[0] = line;
        out[1] = average;
        out[2] = line - average;
      },
    };
  },
});

/** One pass for the three averages: three dependent chains side by side cost hardly more than one. */
function macdColumns(prices: Float64Array, periods: Omit<MacdParams, 'source'>): Float64Array[] {
  const { fast, slow, signal } = periods;
  const length = prices.length;
  const [line, signals, histogram] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const lineFirst = Math.max(fast, slow) - 1;
  const signalFirst = lineFirst + signal - 1;
  line.fill(Number.NaN, 0, Math.min(lineFirst, length));
  signals.fill(Number.NaN, 0, Math.min(signalFirst, length));
  histogram.fill(Number.NaN, 0, Math.min(signalFirst, length));
  if (lineFirst >= length) return [line, signals, histogram];

  const [fastWeight, slowWeight, signalWeight] = [emaWeight(fast), emaWeight(slow), emaWeight(signal)];
  const [fastKeep, slowKeep, signalKeep] = [1 - fastWeight, 1 - slowWeight, 1 - signalWeight];
  let fastAverage = averageAt(prices, fast, lineFirst);
  let slowAverage = averageAt(prices, slow, lineFirst);
  line[lineFirst] = fastAverage - slowAverage;
  let i = lineFirst + 1;
  for (; i <= signalFirst && i < length; i++) {
    fastAverage = fastWeight * (prices[i] as number) + fastKeep * fastAverage;
    slowAverage = slowWeight * (prices[i] as number) + slowKeep * slowAverage;
    line[i] = fastAverage - slowAverage;
  }
  if (signalFirst >= length) return [line, signals, histogram];

  let average = sumBetween(line, lineFirst, i) / signal;
  signals[signalFirst] = average;
  histogram[signalFirst] = (line[signalFirst] as number) - average;
  for (; i < length; i++) {
    const price = prices[i] as number;
    fastAverage = fastWeight * price + fastKeep * fastAverage;
    slowAverage = slowWeight * price + slowKeep * slowAverage;
    const difference = fastAverage - slowAverage;
    average = signalWeight * difference + signalKeep * average;
    line[i] = difference;
    signals[i] = average;
    histogram[i] = difference - average;
  }
  return [line, signals, histogram];
}

/** EMA of `period` at `index`, seeded with the SMA of the first `period` prices. */
function averageAt(prices: Float64Array, period: number, index: number): number {
  const weight = emaWeight(period);
  const keep = 1 - weight;
  let average = sumBetween(prices, 0, period) / period;
  for (let i = period; i <= index; i++) average = weight * (prices[i] as number) + keep * average;
  return average;
}
