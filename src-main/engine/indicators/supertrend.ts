import { z } from 'zod';
import { ExponentialAverage, rmaWeight } from './kernels/exponential-average.ts';
import { TrueRange } from './kernels/true-range.ts';
import { definitionParameter, factorParameter, periodParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(10, 'ATR period'),
  multiplier: factorParameter(3, 'Multiplier', 'Distance of the bands from the middle of the candle, in ATRs.'),
  definition: definitionParameter(
    'tradingview starts falling, with its ATR; stock-indicators starts by the close, with its ATR, and turns on a touch.',
  ),
});

/**
 * SuperTrend: bands at (high + low) ÷ 2 ± multiplier × ATR that only move towards the price until it closes beyond them;
 * `supertrend` is the lower band while rising and the upper while falling, `direction` 1 rising, −1 falling (TradingView's
 * ta.supertrend has the opposite sign). `tradingview` is ta.supertrend without the 0 it shows on the first candle;
 * `stock-indicators` has its first value one candle later.
 */
export const supertrend = defineStepwise<z.infer<typeof params>>({
  name: 'supertrend',
  title: 'SuperTrend',
  outputs: ['supertrend', 'direction'],
  pane: 'price',
  unpriced: ['direction'],
  params,
  warmUp: ({ period, definition }) => (definition === 'tradingview' ? Math.max(period - 1, 1) : period),
  step({ period, multiplier, definition }) {
    const range = new TrueRange();
    const average = new ExponentialAverage(period, rmaWeight(period));
    const isTradingView = definition === 'tradingview';
    /** Upper band, lower band, close before. */
    const bands = new Float64Array(3).fill(Number.NaN);
    let rising = false;
    let index = -1;
    return {
      update(candle, out) {
        index++;
        const span = range.next(candle);
        const atr = index === 0 && !isTradingView ? Number.NaN : average.next(span);
        const before = bands[2] as number;
        bands[2] = candle.close;
        out[0] = Number.NaN;
        out[1] = Number.NaN;
        if (index === 0 || Number.isNaN(atr)) return;
        const middle = (candle.high + candle.low) / 2;
        const top = middle + multiplier * atr;
        const bottom = middle - multiplier * atr;
        const isFirst = Number.isNaN(bands[0] as number);
        if (isFirst) rising = !isTradingView && candle.close >= middle;
        if (isFirst || top < (bands[0] as number) || before > (bands[0] as number)) bands[0] = top;
        if (isFirst || bottom > (bands[1] as number) || before < (bands[1] as number)) bands[1] = bottom;
        const upper = bands[0] as number;
        const lower = bands[1] as number;
        if (!isTradingView) rising = candle.close > (rising ? lower : upper);
        else if (!isFirst) rising = rising ? candle.close >= lower : candle.close > upper;
        out[0] = rising ? lower : upper;
        out[1] = rising ? 1 : -1;
      },
    };
  },
});
