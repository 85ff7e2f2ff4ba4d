import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { borrowColumn, returnColumn } from './kernels/borrowed-column.ts';
import { RollingExtreme } from './kernels/rolling-extreme.ts';
import { highestColumn, lowestColumn, placeInRange } from './kernels/rolling-extreme-column.ts';
import { RollingSum, rollingSumColumn } from './kernels/rolling-sum.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';
import { RelativeStrength, rsiColumn } from './rsi.ts';

const params = z.strictObject({
  period: periodParameter(14, 'RSI period'),
  stochastic: periodParameter(14, 'Stochastic period'),
  smoothing: periodParameter(3, 'Smoothing of %K'),
  signal: periodParameter(3, 'Smoothing of %D'),
  source: sourceParameter(),
});

type StochasticRsiParams = z.infer<typeof params>;

/**
 * Stochastic oscillator of the RSI, 0 to 100: k = SMA(smoothing) of the RSI's place in its own range over `stochastic`
 * candles, d = SMA(signal) of k. TradingView's built-in; Stock.Indicators is the same with smoothing 1. A window without any
 * range gives 0, as Stock.Indicators has it; TradingView leaves it empty.
 */
export const stochasticRsi = defineIndicator<StochasticRsiParams>({
  name: 'stochastic-rsi',
  title: 'Stochastic RSI',
  outputs: ['k', 'd'],
  pane: 'own',
  params,
  warmUp: ({ period, stochastic, smoothing, signal }) => period + stochastic + smoothing + signal - 3,
  series: (candles, { source, ...periods }) => stochasticRsiColumns(priceColumn(candles, source), periods),
  step({ period, stochastic, smoothing, signal, source }) {
    const strength = new RelativeStrength(period);
    const highest = new RollingExtreme(stochastic, 'highest');
    const lowest = new RollingExtreme(stochastic, 'lowest');
    const k = new RollingSum(smoothing);
    const d = new RollingSum(signal);
    return {
      update(candle, out) {
        strength.incoming = priceOf(candle, source);
        strength.take();
        const rsi = strength.value;
        out[0] = Number.NaN;
        out[1] = Number.NaN;
        if (Number.isNaN(rsi)) return;
        highest.incoming = rsi;
        highest.take();
        lowest.incoming = rsi;
        lowest.take();
        const range = highest.value - lowest.value;
        if (Number.isNaN(range)) return;
        k.incoming = range === 0 ? 0 : 100 * ((rsi - lowest.value) / range);
        k.take();
        const smooth = k.value / smoothing;
        if (Number.isNaN(smooth)) return;
        d.incoming = smooth;
        d.take();
        out[0] = smooth;
        out[1] = d.value / signal;
      },
    };
  },
});

type Periods = Omit<StochasticRsiParams, 'source'>;

function stochasticRsiColumns(
  prices: Float64Array,
  { period, stochastic, smoothing, signal }: Periods,
): Float64Array[] {
  const length = prices.length;
  const rsi = rsiColumn(prices, period, borrowColumn(length));
  const first = period + stochastic - 1;
  const place = highestColumn(rsi, period, stochastic, borrowColumn(length));
  const lowest = lowestColumn(rsi, period, stochastic, borrowColumn(length));
  placeInRange(rsi, place, lowest, first);
  const k = rollingSumColumn(place, first, smoothing, smoothing);
  for (const column of [rsi, place, lowest]) returnColumn(column);
  return [k, rollingSumColumn(k, first + smoothing - 1, signal, signal)];
}
