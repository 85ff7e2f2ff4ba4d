import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import type { IndicatorRequest } from '../indicators/indicator.ts';
import { ENTER_LONG, ENTER_SHORT, type Intent } from './intent.ts';
import type { StrategyInputs } from './strategy.ts';
import { request } from './strategy.ts';

export type TrailingParams = { trailingAtr: number; trailingPeriod: number };

/** Fields of a strategy that may let a stop follow its positions. */
export const trailingFields = {
  trailingAtr: z.number().min(0).max(100).default(0).meta({
    title: 'Trailing stop',
    description: 'Distance of a stop that follows the best close, in ATRs at the entry; 0 is off',
  }),
  trailingPeriod: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(14)
    .meta({ title: 'Trailing ATR period', description: 'Candles; counts only with a trailing stop' }),
};

/** The range the stop is measured in; nothing when there is none, so that the warm-up stays what it was. */
export function trailingRequests({ trailingAtr, trailingPeriod }: TrailingParams): Record<string, IndicatorRequest> {
  return trailingAtr === 0 ? {} : { trailingRange: request(atr, { period: trailingPeriod }) };
}

/** Entries at market that bring the stop with them. */
export type Entries = { long(): Intent; short(): Intent };

export function entriesOf({ trailingAtr }: TrailingParams, inputs: StrategyInputs): Entries {
  if (trailingAtr === 0) return { long: () => ENTER_LONG, short: () => ENTER_SHORT };
  const range = inputs.indicator('trailingRange');
  const enter = (side: 'long' | 'short'): Intent => {
    const distance = trailingAtr * range.at(0);
    // A market that has not moved has no distance to follow at.
    return distance > 0 ? { kind: 'enter', side, bracket: { trailing: { distance } } } : { kind: 'enter', side };
  };
  return { long: () => enter('long'), short: () => enter('short') };
}
