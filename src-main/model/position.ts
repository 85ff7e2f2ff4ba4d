import type { Money, Price, Quantity } from './money.ts';
import { ZERO_MONEY, ZERO_QUANTITY } from './money.ts';
import type { OrderPurpose } from './order.ts';
import type { TimestampMs } from './time.ts';

/** What a bot holds of an instrument. Quantity is negative for a short; `cost` is the exact notional paid for it. */
export type Position = {
  readonly quantity: Quantity;
  /** Notional of what is held at its entry prices, same sign as the quantity; average cost is cost ÷ quantity. */
  readonly cost: Money;
  /** Fees paid on what is held. */
  readonly entryFees: Money;
  readonly openedMs: TimestampMs;
};

export const FLAT: Position = { quantity: ZERO_QUANTITY, cost: ZERO_MONEY, entryFees: ZERO_MONEY, openedMs: 0 };

export type ExitReason = Exclude<OrderPurpose, 'entry'>;

/** A position, or the part of one, that was opened and closed: one round trip. */
export type ClosedTrade = {
  readonly botId: string;
  readonly instrumentId: string;
  readonly side: 'long' | 'short';
  readonly entryTimeMs: TimestampMs;
  readonly entryPrice: Price;
  readonly exitTimeMs: TimestampMs;
  readonly exitPrice: Price;
  readonly quantity: Quantity;
  /** Both fills' fees, quote asset. */
  readonly fee: Money;
  /** After fees, quote asset. */
  readonly profit: Money;
  readonly exitReason: ExitReason;
};
