import { z } from 'zod';
import { rsi } from '../../indicators/rsi.ts';
import { stochasticRsi } from '../../indicators/stochastic-rsi.ts';
import type { ValueReader } from '../../indicators/value-reader.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore } from './weighted-score.ts';

/** Two RSIs this close, of 0 to 100, are the same one written in other digits: on a still price it moves by rounding alone. */
const STILL = 1e-9;

/**
 * Stochastic RSI, %K: +1 at `buy` and below, 0 at 50, −1 at `sell` and above, straight lines between. 0 as well where the RSI
 * has not moved over one of the windows %K is made of, so that there is no range to have a place in (the indicator gives 0).
 */
export const stochasticRsiSignal = defineSignal({
  name: 'stochastic_rsi',
  title: 'Stochastic RSI',
  description:
    'Oversold buys, overbought sells: +1 where %K is at the buy level and below, 0 at 50, −1 at the sell level and above',
  defaultWeight: 0.25,
  defaultEnabled: false,
  params: z.strictObject({
    period: z.number().int().min(1).max(1000).default(14).meta({ title: 'RSI period', description: 'Candles' }),
    stochastic: z
      .number()
      .int()
      .min(2)
      .max(1000)
      .default(14)
      .meta({ title: 'Stochastic period', description: 'Candles whose RSI makes the range' }),
    smoothing: z.number().int().min(1).max(100).default(3).meta({ title: 'Smoothing of %K', description: 'Candles' }),
    buy: z.number().min(0).lt(50).default(20).meta({ title: 'Buy level', description: 'Scores +1 at and below' }),
    sell: z.number().gt(50).max(100).default(80).meta({ title: 'Sell level', description: 'Scores −1 at and above' }),
  }),
  indicators: ({ period, stochastic, smoothing }) => ({
    place: request(stochasticRsi, { period, stochastic, smoothing, signal: 1 }),
    rsi: request(rsi, { period }),
  }),
  create({ stochastic, smoothing, buy, sell }, inputs) {
    const place = inputs('place', 'k');
    const strength = inputs('rsi');
    return {
      value: () => place.at(0),
      score() {
        const value = place.at(0);
        if (hasStillWindow(strength, stochastic, smoothing)) return 0;
        return value < 50 ? clampScore((50 - value) / (50 - buy)) : 0 - clampScore((value - 50) / (sell - 50));
      },
    };
  },
});

/** Whether one of the `count` newest windows of `length` values has none that differs from the one before. */
function hasStillWindow(values: ValueReader, length: number, count: number): boolean {
  let still = 0;
  for (let ago = 0; ago < length + count - 2; ago++) {
    still = Math.abs(values.at(ago) - values.at(ago + 1)) <= STILL ? still + 1 : 0;
    if (still === length - 1) return true;
  }
  return false;
}
