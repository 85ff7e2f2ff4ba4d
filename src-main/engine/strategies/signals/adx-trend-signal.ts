import { z } from 'zod';
import { adx } from '../../indicators/adx.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore } from './weighted-score.ts';

const period = z.number().int().min(1).max(1000);

/**
 * Trend by the directional index: sign(+DI − −DI) × clamp((ADX − threshold) ÷ (full − threshold)), nothing below the threshold.
 * +1 rising and −1 falling with an ADX of `full` and above; 0 at the threshold and below, or where both directions are even.
 */
export const adxTrendSignal = defineSignal({
  name: 'adx_trend',
  title: 'ADX trend',
  description:
    'Goes with the trend: 0 while the ADX is at the threshold and below, then up to ±1, signed by the larger of +DI and −DI',
  defaultWeight: 0.3,
  defaultEnabled: false,
  params: z
    .strictObject({
      period: period.default(14).meta({ title: 'Period', description: 'Candles' }),
      smoothing: period.default(14).meta({ title: 'ADX smoothing', description: 'Candles' }),
      threshold: z.number().min(0).max(100).default(20).meta({ title: 'Threshold', description: 'ADX that scores 0' }),
      full: z.number().min(0).max(100).default(40).meta({ title: 'Full score at', description: 'ADX that scores ±1' }),
    })
    .refine(({ threshold, full }) => threshold < full, {
      message: 'threshold must be below full',
      path: ['threshold'],
    }),
  indicators: ({ period: candles, smoothing }) => ({ adx: request(adx, { period: candles, smoothing }) }),
  create({ threshold, full }, inputs) {
    const strength = inputs('adx', 'adx');
    const plus = inputs('adx', 'plusDi');
    const minus = inputs('adx', 'minusDi');
    return {
      value: () => strength.at(0),
      score() {
        const [up, down] = [plus.at(0), minus.at(0)];
        const share = clampScore(Math.max(0, (strength.at(0) - threshold) / (full - threshold)));
        if (up > down) return share;
        return up < down ? 0 - share : 0;
      },
    };
  },
});
