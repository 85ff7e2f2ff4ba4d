import { z } from 'zod';
import { regimeOfCode } from '../../../model/regime.ts';
import { regimeIndicator } from '../../regime/regime-indicator.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';

const score = (standard: number, title: string) =>
  z.number().min(-1).max(1).default(standard).meta({ title, description: 'Score, −1 to 1' });

/** The regime of the market (docs/regime.md), each with a score of its own; 0 before it is known. The reading is its code. */
export const regimeSignal = defineSignal({
  name: 'regime',
  title: 'Market regime',
  description: 'Goes with a trend and sells in a crisis: each regime of the market has a score of its own',
  defaultWeight: 0.3,
  defaultEnabled: false,
  params: z.strictObject({
    range: score(0, 'Range'),
    trendUp: score(1, 'Trend up'),
    trendDown: score(-1, 'Trend down'),
    highVolatility: score(0, 'High volatility'),
    crisis: score(-1, 'Crisis'),
  }),
  indicators: () => ({ regime: request(regimeIndicator, {}) }),
  create(scores, inputs) {
    const code = inputs('regime', 'regime');
    return {
      value: () => code.at(0),
      score() {
        const regime = regimeOfCode(code.at(0));
        return regime === null ? 0 : scores[regime];
      },
    };
  },
});
