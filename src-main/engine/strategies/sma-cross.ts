import { z } from 'zod';
import { sma } from '../indicators/sma.ts';
import { ENTER_LONG, ENTER_SHORT, EXIT, HOLD } from './intent.ts';
import { defineStrategy, request } from './strategy.ts';

const period = z.number().int().min(1).max(5000);

const smaCrossParams = z
  .strictObject({
    fast: period.default(10).meta({ title: 'Fast period', description: 'Candles in the fast average' }),
    slow: period.default(30).meta({ title: 'Slow period', description: 'Candles in the slow average' }),
    direction: z
      .enum(['long', 'both'])
      .default('long')
      .meta({ title: 'Direction', description: 'long: flat when the averages cross down; both: short then' }),
  })
  .refine(({ fast, slow }) => fast < slow, { message: 'fast must be below slow', path: ['fast'] });

/** Differences this small, relative to the slow average, are rounding of the sums and count as touching. */
const TOUCHING = 1e-10;

/**
 * Crossing of two simple moving averages of the close. d = SMA(fast) − SMA(slow), taken as 0 when |d| ≤ 1e-10 × SMA(slow).
 * Up: d before ≤ 0 and d now > 0. Down: d before ≥ 0 and d now < 0. A fast average that starts above is no crossing.
 */
export const smaCross = defineStrategy({
  id: 'sma-cross',
  title: 'Moving average cross',
  description: 'Buys when a fast simple moving average crosses above a slow one and leaves when it crosses below.',
  rule: `d is SMA(fast) − SMA(slow) of the closes, taken as 0 when it is within 1e-10 of the slow average.

- Enters long when d was 0 or less at the bar before and is above 0 now. A fast average that starts above is no crossing.
- When d was 0 or more and is below 0 now: leaves (direction long), or turns short (direction both).`,
  params: smaCrossParams,
  indicators: ({ fast, slow }) => ({
    fast: request(sma, { period: fast }),
    slow: request(sma, { period: slow }),
  }),
  warmUp: ({ slow }) => slow,
  create({ direction }, inputs) {
    const fast = inputs.indicator('fast');
    const slow = inputs.indicator('slow');
    /** Where the averages stood at the bar before; looked up once, then remembered. */
    let last: Sign | null = null;
    return {
      decide() {
        const before = last ?? signOf(fast.at(1), slow.at(1));
        const now = signOf(fast.at(0), slow.at(0));
        last = now;
        if (now === 0) return HOLD;
        if (now > 0) return before <= 0 ? ENTER_LONG : HOLD;
        if (before < 0) return HOLD;
        return direction === 'both' ? ENTER_SHORT : EXIT;
      },
      /** +1 with the fast average above the slow one, −1 below; the value is how far, as a part of the slow one. */
      explain() {
        const score = signOf(fast.at(0), slow.at(0));
        const value = fast.at(0) / slow.at(0) - 1;
        return { score, parts: [{ signal: 'moving_average', score, weight: 1, value }] };
      },
    };
  },
});

/** 1 above, −1 below, 0 touching (or not known yet). */
type Sign = -1 | 0 | 1;

/** A small integer, unlike the difference itself, costs no allocation to pass on; every bar asks. */
function signOf(fast: number, slow: number): Sign {
  const difference = fast - slow;
  const touching = TOUCHING * Math.abs(slow);
  if (difference > touching) return 1;
  return difference < -touching ? -1 : 0;
}
