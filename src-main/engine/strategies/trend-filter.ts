import { z } from 'zod';
import { INTERVALS } from '../../model/time.ts';
import type { IndicatorRequest } from '../indicators/indicator.ts';
import { sma } from '../indicators/sma.ts';
import type { SeriesRequest, StrategyInputs } from './strategy.ts';
import { request } from './strategy.ts';

export type TrendParams = { trendInterval: 'off' | (typeof INTERVALS)[number]; trendPeriod: number };

/** Fields of a strategy that may ask a longer interval before it enters. */
export const trendFields = {
  trendInterval: z
    .enum(['off', ...INTERVALS])
    .default('off')
    .meta({
      title: 'Trend interval',
      description: 'A whole multiple of the own interval whose trend must agree with an entry; off asks none',
    }),
  trendPeriod: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(50)
    .meta({ title: 'Trend period', description: 'Bars of that interval in its average; counts only with a trend' }),
};

export function trendSeries({ trendInterval }: TrendParams): Record<string, SeriesRequest> {
  return trendInterval === 'off' ? {} : { trend: { interval: trendInterval } };
}

export function trendRequests({ trendInterval, trendPeriod }: TrendParams): Record<string, IndicatorRequest> {
  return trendInterval === 'off' ? {} : { trendAverage: request(sma, { period: trendPeriod }, 'trend') };
}

/** Whether the trend agrees: up while the latest closed bar closed above its simple average, down while below. */
export type Trend = { allows(side: 'long' | 'short'): boolean };

export function trendOf({ trendInterval }: TrendParams, inputs: StrategyInputs): Trend {
  if (trendInterval === 'off') return { allows: () => true };
  const { close } = inputs.series('trend');
  const average = inputs.indicator('trendAverage');
  return { allows: (side) => (side === 'long' ? close.at(0) > average.at(0) : close.at(0) < average.at(0)) };
}
