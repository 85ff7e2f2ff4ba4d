import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { borrowColumn, returnColumn } from './kernels/borrowed-column.ts';
import { highestColumn, lowestColumn, placeInRange } from './kernels/rolling-extreme-column.ts';
import { RollingRange } from './kernels/rolling-range.ts';
import { RollingSum, rollingSumColumn } from './kernels/rolling-sum.ts';
import { periodParameter } from './parameters.ts';

const params = z.strictObject({
  period: periodParameter(14),
  smoothing: periodParameter(1, 'Smoothing of %K'),
  signal: periodParameter(3, 'Smoothing of %D'),
});

/**
 * Stochastic oscillator, 0 to 100: k = SMA(smoothing) of 100 × (close − lowest low) ÷ (highest high − lowest low) over
 * `period`, d = SMA(signal) of k. TradingView's built-in (ta.stoch); Stock.Indicators is the same with smoothing 3. A window
 * without any range gives 0, as Stock.Indicators has it; TradingView leaves it empty.
 */
export const stochastic = defineIndicator<z.infer<typeof params>>({
  name: 'stochastic',
  title: 'Stochastic oscillator',
  outputs: ['k', 'd'],
  pane: 'own',
  params,
  warmUp: ({ period, smoothing, signal }) => period + smoothing + signal - 3,
  series: (candles, periods) => stochasticColumns(candles, periods),
  step({ period, smoothing, signal }) {
    const range = new RollingRange(period);
    const k = new RollingSum(smoothing);
    const d = new RollingSum(signal);
    return {
      update(candle, out) {
        range.next(candle);
        const span = range.highest - range.lowest;
        out[0] = Number.NaN;
        out[1] = Number.NaN;
        if (Number.isNaN(span)) return;
        k.incoming = span === 0 ? 0 : 100 * ((candle.close - range.lowest) / span);
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

function stochasticColumns(
  { high, low, close }: CandleColumns,
  { period, smoothing, signal }: z.infer<typeof params>,
): Float64Array[] {
  const place = highestColumn(high, 0, period, borrowColumn(high.length));
  const lowest = lowestColumn(low, 0, period, borrowColumn(low.length));
  placeInRange(close, place, lowest, period - 1);
  const k = rollingSumColumn(place, period - 1, smoothing, smoothing);
  for (const column of [place, lowest]) returnColumn(column);
  return [k, rollingSumColumn(k, period + smoothing - 2, signal, signal)];
}
