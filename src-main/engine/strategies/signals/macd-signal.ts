import { z } from 'zod';
import { atr } from '../../indicators/atr.ts';
import { macd } from '../../indicators/macd.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore, shareOf } from './weighted-score.ts';

const period = z.number().int().min(1).max(5000);

/** MACD histogram in average true ranges: clamp(histogram / ATR14); 0 where the line is on its signal or nothing moves. */
export const macdSignal = defineSignal({
  name: 'macd',
  title: 'MACD',
  description: 'The MACD histogram in average true ranges: +1 at one range above zero, −1 at one below',
  defaultWeight: 0.25,
  defaultEnabled: true,
  params: z
    .strictObject({
      fast: period.default(12).meta({ title: 'Fast period', description: 'Candles' }),
      slow: period.default(26).meta({ title: 'Slow period', description: 'Candles' }),
      signal: period.default(9).meta({ title: 'Signal period', description: 'Candles' }),
    })
    .refine(({ fast, slow }) => fast < slow, { message: 'fast must be below slow', path: ['fast'] }),
  indicators: ({ fast, slow, signal }) => ({
    macd: request(macd, { fast, slow, signal }),
    range: request(atr, { period: 14 }),
  }),
  create(_params, inputs) {
    const histogram = inputs('macd', 'histogram');
    const range = inputs('range');
    const strength = (): number => shareOf(histogram.at(0), range.at(0));
    return { value: strength, score: () => clampScore(strength()) };
  },
});
