import type { Money, Price, Quantity } from './money.ts';
import { ZERO_MONEY, ZERO_QUANTITY } from './money.ts';
import type { OrderPurpose } from './order.ts';
import type { TimestampMs } from './time.ts';

/** What one entry brought, by one order or the several of a plan, and what is left of it. Amounts are positive, for a short too. */
export type Lot = {
  /** The entry's order; of a plan the one that was asked for. */
  readonly clientOrderId: string;
  readonly tag: string;
  readonly quantity: Quantity;
  /** Notional at its entry prices. */
  readonly cost: Money;
  /** Paid on what is left, funding included. */
  readonly fees: Money;
  readonly openedMs: TimestampMs;
};

/** What a bot holds of an instrument. Quantity is negative for a short; `cost` is the exact notional paid for it. */
export type Position = {
  readonly quantity: Quantity;
  /** Notional of what is held at its entry prices, same sign as the quantity; average cost is cost ÷ quantity. */
  readonly cost: Money;
  /** Fees paid on what is held. */
  readonly entryFees: Money;
  readonly openedMs: TimestampMs;
  /** Oldest first; what closes takes from the oldest. Quantity, cost and fees above are their sums. */
  readonly lots: readonly Lot[];
};

export const FLAT: Position = {
  quantity: ZERO_QUANTITY,
  cost: ZERO_MONEY,
  entryFees: ZERO_MONEY,
  openedMs: 0,
  lots: [],
};

export type ExitReason = Exclude<OrderPurpose, 'entry' | 'funding'>;

/** What one entry opened and one exit closed: a round trip, or a part of one. */
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
  /** The strategy's names for the entry and the exit, empty when it has none. */
  readonly entryTag: string;
  readonly exitTag: string;
};
