import { z } from 'zod';
import { atr } from '../../indicators/atr.ts';
import { sma } from '../../indicators/sma.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore, shareOf } from './weighted-score.ts';

const period = z.number().int().min(1).max(5000);

/** Distance of a fast from a slow simple moving average, in average true ranges: clamp((fast − slow) / ATR14). */
export const movingAverageSignal = defineSignal({
  name: 'moving_average',
  title: 'Moving averages',
  description: 'Distance of the fast from the slow average in average true ranges: +1 one range above, −1 one below',
  defaultWeight: 0.35,
  defaultEnabled: true,
  params: z
    .strictObject({
      fast: period.default(10).meta({ title: 'Fast period', description: 'Candles' }),
      slow: period.default(20).meta({ title: 'Slow period', description: 'Candles' }),
    })
    .refine(({ fast, slow }) => fast < slow, { message: 'fast must be below slow', path: ['fast'] }),
  indicators: ({ fast, slow }) => ({
    fast: request(sma, { period: fast }),
    slow: request(sma, { period: slow }),
    range: request(atr, { period: 14 }),
  }),
  create(_params, inputs) {
    const fast = inputs('fast');
    const slow = inputs('slow');
    const range = inputs('range');
    const distance = (): number => shareOf(fast.at(0) - slow.at(0), range.at(0), slow.at(0));
    return { value: distance, score: () => clampScore(distance()) };
  },
});
