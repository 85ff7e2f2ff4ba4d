import { z } from 'zod';
import { periodParameter } from '../indicators/parameters.ts';

const rank = (value: number, title: string, description: string) =>
  z.number().min(0).max(1).default(value).meta({ title, description });
const measure = (value: number, title: string, description: string) =>
  z.number().min(0).max(100).default(value).meta({ title, description });

/** Each state is entered at one threshold and left at a lower one. Periods and spells count candles. */
export const regimeParams = z
  .strictObject({
    trendPeriod: periodParameter(72, 'Trend period', 2),
    trendEnter: measure(1.5, 'Trend from', 't-statistic of the mean return at which a trend begins'),
    trendLeave: measure(0.25, 'Trend until', 't-statistic below which it has ended'),
    volatilityPeriod: periodParameter(24, 'Volatility period', 2),
    rankPeriod: periodParameter(360, 'Compared with', 3),
    highEnter: rank(0.9, 'High volatility from', 'Share of the volatilities compared with that are lower, 0 to 1'),
    highLeave: rank(0.75, 'High volatility until', 'Share below which it has ended'),
    fallPeriod: periodParameter(24, 'Fall period', 1),
    fallEnter: measure(3, 'Crisis from', 'Fall from the highest close, in usual moves over that many candles'),
    fallLeave: measure(1.5, 'Crisis until', 'Fall below which it has ended'),
    crisisEnter: rank(0.95, 'Crisis from volatility', 'Share of the volatilities compared with that must be lower'),
    crisisLeave: rank(0.85, 'Crisis until volatility', 'Share below which it has ended'),
    shortestSpell: periodParameter(12, 'Shortest spell'),
  })
  .refine(({ trendEnter, trendLeave }) => trendLeave <= trendEnter, {
    message: 'trendLeave must not be above trendEnter',
    path: ['trendLeave'],
  })
  .refine(({ highEnter, highLeave }) => highLeave <= highEnter, {
    message: 'highLeave must not be above highEnter',
    path: ['highLeave'],
  })
  .refine(({ fallEnter, fallLeave }) => fallLeave <= fallEnter, {
    message: 'fallLeave must not be above fallEnter',
    path: ['fallLeave'],
  })
  .refine(({ crisisEnter, crisisLeave }) => crisisLeave <= crisisEnter, {
    message: 'crisisLeave must not be above crisisEnter',
    path: ['crisisLeave'],
  });

export type RegimeParams = z.infer<typeof regimeParams>;

/** Index of the first candle at which every measure has a value. */
export function regimeWarmUp({ trendPeriod, volatilityPeriod, rankPeriod, fallPeriod }: RegimeParams): number {
  return Math.max(trendPeriod, volatilityPeriod + rankPeriod - 1, fallPeriod - 1);
}
