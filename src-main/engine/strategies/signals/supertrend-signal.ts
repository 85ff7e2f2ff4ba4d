import { z } from 'zod';
import { supertrend } from '../../indicators/supertrend.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';

/** A close this near to the line, relative to it, is on it. */
const ON_THE_LINE = 1e-10;

/**
 * Direction of the SuperTrend: +1 while it rises (its line below the price), −1 while it falls; 0 before it has a line, and
 * where the close is on the line to ten digits, as in a market that does not move.
 */
export const supertrendSignal = defineSignal({
  name: 'supertrend',
  title: 'SuperTrend',
  description: 'Goes with the SuperTrend: +1 while it rises, −1 while it falls, 0 where the close is on its line',
  defaultWeight: 0.3,
  defaultEnabled: false,
  params: z.strictObject({
    period: z.number().int().min(1).max(1000).default(10).meta({ title: 'ATR period', description: 'Candles' }),
    multiplier: z
      .number()
      .min(0.1)
      .max(100)
      .default(3)
      .meta({ title: 'Multiplier', description: 'Distance of the bands from the middle of the candle, in ATRs' }),
  }),
  indicators: ({ period, multiplier }) => ({ trend: request(supertrend, { period, multiplier }) }),
  create(_params, inputs, candles) {
    const line = inputs('trend', 'supertrend');
    const direction = inputs('trend', 'direction');
    return {
      value: () => line.at(0),
      score() {
        const level = line.at(0);
        // Written so that a line that is not there yet (NaN) scores 0.
        const isOff = Math.abs(candles.close.at(0) - level) > ON_THE_LINE * Math.abs(level);
        return isOff ? direction.at(0) : 0;
      },
    };
  },
});
