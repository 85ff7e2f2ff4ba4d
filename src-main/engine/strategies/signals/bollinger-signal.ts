import { z } from 'zod';
import { bollinger } from '../../indicators/bollinger.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore, shareOf } from './weighted-score.ts';

/**
 * Where the close stands between the Bollinger bands, as a call to come back: p = (close − middle) ÷ (upper − middle),
 * score = −clamp(p). +1 on the lower band and below, 0 on the middle or where the bands have no width, −1 on the upper and above.
 */
export const bollingerSignal = defineSignal({
  name: 'bollinger',
  title: 'Bollinger bands',
  description:
    'Calls the price back between its bands: +1 on the lower band and below, 0 in the middle, −1 on the upper and above',
  defaultWeight: 0.3,
  defaultEnabled: false,
  params: z.strictObject({
    period: z.number().int().min(2).max(1000).default(20).meta({ title: 'Period', description: 'Candles' }),
    deviations: z
      .number()
      .min(0.1)
      .max(100)
      .default(2)
      .meta({ title: 'Deviations', description: 'Standard deviations from the middle to a band' }),
  }),
  indicators: ({ period, deviations }) => ({ bands: request(bollinger, { period, deviations }) }),
  create(_params, inputs, candles) {
    const middle = inputs('bands', 'middle');
    const upper = inputs('bands', 'upper');
    const position = (): number => {
      const centre = middle.at(0);
      return shareOf(candles.close.at(0) - centre, upper.at(0) - centre, centre);
    };
    return { value: position, score: () => 0 - clampScore(position()) };
  },
});
