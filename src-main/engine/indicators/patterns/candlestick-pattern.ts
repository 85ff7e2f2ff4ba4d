import { z } from 'zod';
import { defineStepwise } from '../stepwise.ts';
import { PATTERN_NAMES, PATTERNS, type PatternCandles } from './pattern-catalogue.ts';

const params = z.strictObject({
  pattern: z
    .enum(PATTERN_NAMES)
    .default('bullish')
    .meta({ title: 'Pattern', description: '"bullish" and "bearish" are any of their kind.' }),
});

/**
 * Whether the newest candles form a candlestick pattern, as the package `technicalindicators` defines it: `found` is 1 or 0,
 * `direction` what it speaks for where found (1 up, −1 down, 0 neither), else 0. The one indicator whose step allocates: the
 * package wants arrays.
 */
export const candlestickPattern = defineStepwise<z.infer<typeof params>>({
  name: 'candlestick-pattern',
  title: 'Candlestick pattern',
  outputs: ['found', 'direction'],
  pane: 'own',
  params,
  warmUp: ({ pattern }) => PATTERNS[pattern].candles - 1,
  step({ pattern }) {
    const { candles, direction, find } = PATTERNS[pattern];
    const window: PatternCandles = { open: [], high: [], low: [], close: [] };
    return {
      update({ open, high, low, close }, out) {
        push(window.open, open, candles);
        push(window.high, high, candles);
        push(window.low, low, candles);
        push(window.close, close, candles);
        const isFull = window.close.length === candles;
        const isFound = isFull && find(window);
        out[0] = isFull ? Number(isFound) : Number.NaN;
        out[1] = isFull ? (isFound ? direction : 0) : Number.NaN;
      },
    };
  },
});

function push(values: number[], value: number, most: number): void {
  if (values.length === most) values.shift();
  values.push(value);
}
