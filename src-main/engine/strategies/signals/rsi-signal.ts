import { z } from 'zod';
import { rsi } from '../../indicators/rsi.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';
import { clampScore } from './weighted-score.ts';

/** Oversold buys, overbought sells: +1 at `buy` and below, 0 at 50, −1 at `sell` and above, straight lines between. */
export const rsiSignal = defineSignal({
  name: 'rsi',
  title: 'Relative strength index',
  description:
    'Oversold buys, overbought sells: +1 at the buy level and below, 0 at 50, −1 at the sell level and above',
  defaultWeight: 0.4,
  defaultEnabled: true,
  params: z.strictObject({
    period: z.number().int().min(1).max(1000).default(14).meta({ title: 'Period', description: 'Candles' }),
    buy: z.number().min(0).lt(50).default(30).meta({ title: 'Buy level', description: 'Scores +1 at and below' }),
    sell: z.number().gt(50).max(100).default(70).meta({ title: 'Sell level', description: 'Scores −1 at and above' }),
  }),
  indicators: ({ period }) => ({ rsi: request(rsi, { period }) }),
  create({ buy, sell }, inputs) {
    const reading = inputs('rsi');
    return {
      value: () => reading.at(0),
      score() {
        const value = reading.at(0);
        return value < 50 ? clampScore((50 - value) / (50 - buy)) : -clampScore((value - 50) / (sell - 50));
      },
    };
  },
});
