import type { Price } from '../../model/money.ts';
import { priceToNumber } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';

/** An order the simulated venue has accepted, with its price as a float64 for the quick look at each message. */
export type RestingOrder = {
  readonly order: Order;
  /** Limit or trigger; NaN for a market order. */
  readonly priceNumber: number;
  /** When it reached the venue: it trades on nothing earlier. */
  readonly activeFromMs: TimestampMs;
  /** It has stood through a market message: from now on it makes liquidity rather than takes it. */
  rested: boolean;
};

export function restingOrder(order: Order, activeFromMs: TimestampMs): RestingOrder {
  const price = limitOrTrigger(order);
  return { order, priceNumber: price === null ? Number.NaN : priceToNumber(price), activeFromMs, rested: false };
}

export function limitOrTrigger({ type }: Order): Price | null {
  if (type.kind === 'limit') return type.price;
  return type.kind === 'stop' ? type.trigger : null;
}
