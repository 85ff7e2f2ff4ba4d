import { z } from 'zod';
import { sma } from '../../indicators/sma.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore, shareOf } from './weighted-score.ts';

const multiple = z.number().min(0).max(1000);

/**
 * More volume than usual, for the side the bar went: r = volume ÷ mean volume of the last `period` candles, this one among
 * them, score = sign(close − open) × clamp((r − surge) ÷ (full − surge)), nothing below `surge`. +1 a rising bar and −1 a
 * falling one with `full` times the mean volume and more; 0 at `surge` times and below, on a bar that closes where it opened,
 * and where there is no volume. r is never more than `period`.
 */
export const volumeSurgeSignal = defineSignal({
  name: 'volume_surge',
  title: 'Volume surge',
  description:
    'Goes with a bar of unusual volume: 0 at the surge and below, then up to ±1, signed by the direction of the bar',
  defaultWeight: 0.2,
  defaultEnabled: false,
  params: z
    .strictObject({
      period: z
        .number()
        .int()
        .min(2)
        .max(1000)
        .default(20)
        .meta({ title: 'Period', description: 'Candles, the newest among them' }),
      surge: multiple.default(1.5).meta({ title: 'Surge from', description: 'Times the average volume that scores 0' }),
      full: multiple
        .default(3)
        .meta({ title: 'Full score at', description: 'Times the average volume that scores ±1' }),
    })
    .refine(({ surge, full }) => surge < full, { message: 'surge must be below full', path: ['surge'] }),
  indicators: ({ period }) => ({ average: request(sma, { period, source: 'volume' }) }),
  create({ surge, full }, inputs, { open, close, volume }) {
    const average = inputs('average');
    const times = (): number => shareOf(volume.at(0), average.at(0));
    return {
      value: times,
      score() {
        const share = clampScore(Math.max(0, (times() - surge) / (full - surge)));
        if (close.at(0) > open.at(0)) return share;
        return close.at(0) < open.at(0) ? 0 - share : 0;
      },
    };
  },
});
