import type { Money } from './money.ts';
import type { TimestampMs } from './time.ts';

/** Money that came to an account or left it otherwise than by trading: no profit and no loss. */
export type Transfer = {
  readonly transferId: string;
  readonly accountId: string;
  /** Quote asset; negative for a withdrawal. */
  readonly amount: Money;
  /** How it was noticed, for a person who reads it later. */
  readonly reason: string;
  readonly timeMs: TimestampMs;
};
