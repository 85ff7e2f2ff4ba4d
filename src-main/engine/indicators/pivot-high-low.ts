import { z } from 'zod';
import { periodParameter } from './parameters.ts';
import { PRICE_SOURCES, priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  left: periodParameter(10, 'Candles before'),
  right: periodParameter(5, 'Candles after'),
  source: z
    .enum(['high-low', ...PRICE_SOURCES])
    .default('high-low')
    .meta({
      title: 'Source',
      description: 'Highs for the pivot high and lows for the pivot low, or one price for both.',
    }),
});

/**
 * Pivot high and pivot low: the price `right` candles ago where none of the `left` candles before it was farther out and all
 * of the `right` candles after it are nearer; it stands on the candle that confirms it, which is the first that can know. Of
 * equal prices the newest is the pivot. TradingView ta.pivothigh(source, left, right) and ta.pivotlow.
 */
export const pivotHighLow = defineStepwise<z.infer<typeof params>>({
  name: 'pivot-high-low',
  title: 'Pivot high and low',
  outputs: ['pivotHigh', 'pivotLow'],
  pane: 'price',
  params,
  sparse: true,
  warmUp: ({ left, right }) => left + right,
  step({ left, right, source }) {
    const [highs, lows] = [new Float64Array(left + right + 1), new Float64Array(left + right + 1)];
    let position = 0;
    let missing = highs.length;
    return {
      update(candle, out) {
        highs[position] = source === 'high-low' ? candle.high : priceOf(candle, source);
        // A low is a high with its sign turned: one rule for both.
        lows[position] = -(source === 'high-low' ? candle.low : priceOf(candle, source));
        if (missing > 0) missing--;
        out[0] =
          missing === 0 && isPivot(highs, position, right)
            ? (highs[ago(highs, position, right)] as number)
            : Number.NaN;
        out[1] =
          missing === 0 && isPivot(lows, position, right) ? -(lows[ago(lows, position, right)] as number) : Number.NaN;
        position = position + 1 === highs.length ? 0 : position + 1;
      },
    };
  },
});

/** Index of the value of `count` candles before the one at `position`. */
function ago(window: Float64Array, position: number, count: number): number {
  return position >= count ? position - count : position - count + window.length;
}

function isPivot(window: Float64Array, position: number, right: number): boolean {
  const price = window[ago(window, position, right)] as number;
  for (let count = 0; count < right; count++) {
    if ((window[ago(window, position, count)] as number) >= price) return false;
  }
  for (let count = right + 1; count < window.length; count++) {
    if ((window[ago(window, position, count)] as number) > price) return false;
  }
  return true;
}
