import { z } from 'zod';
import { atr } from '../../indicators/atr.ts';
import { vwap } from '../../indicators/vwap.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore, shareOf } from './weighted-score.ts';

/**
 * Distance of the close from the volume-weighted average price of its session, d = (close − VWAP) ÷ ATR. As `reversion` the
 * score is −clamp(d ÷ full): +1 at `full` ranges below and more, −1 as far above. As `trend` the signs are the other way round.
 * 0 on the VWAP, and where nothing moves.
 */
export const vwapDistanceSignal = defineSignal({
  name: 'vwap_distance',
  title: 'VWAP distance',
  description: 'Distance of the close from the VWAP of its session: calls it back, or goes with it away',
  defaultWeight: 0.25,
  defaultEnabled: false,
  params: z.strictObject({
    reading: z
      .enum(['reversion', 'trend'])
      .default('reversion')
      .meta({ title: 'Reading', description: 'reversion: the price comes back to it; trend: it goes on away from it' }),
    full: z
      .number()
      .min(0.01)
      .max(1000)
      .default(2)
      .meta({ title: 'Full score at', description: 'Average true ranges away' }),
    period: z.number().int().min(1).max(1000).default(14).meta({ title: 'ATR period', description: 'Candles' }),
    session: z
      .enum(['day', 'week', 'month'])
      .default('day')
      .meta({ title: 'Session', description: 'When the average starts again' }),
    sessionStartMinutes: z
      .number()
      .int()
      .min(0)
      .max(1439)
      .default(0)
      .meta({ title: 'Session start', description: 'Minutes after 00:00 UTC at which the day rolls' }),
  }),
  indicators: ({ period, session, sessionStartMinutes }) => ({
    vwap: request(vwap, { anchor: session, sessionStartMinutes }),
    range: request(atr, { period }),
  }),
  create({ reading, full }, inputs, { close }) {
    const average = inputs('vwap', 'vwap');
    const range = inputs('range');
    const sign = reading === 'trend' ? 1 : -1;
    const distance = (): number => {
      const centre = average.at(0);
      return shareOf(close.at(0) - centre, range.at(0), centre);
    };
    return { value: distance, score: () => 0 + sign * clampScore(distance() / full) };
  },
});
