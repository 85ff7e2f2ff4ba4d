import type { Money, Price, Quantity } from '../../model/money.ts';
import { priceToNumber, ZERO_MONEY, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { LimitModel, LimitReach } from './limit-model.ts';
import { limitReach } from './limit-model.ts';

/** An order the simulated venue has accepted, with its price as a float64 for the quick look at each message. */
export type RestingOrder = {
  readonly order: Order;
  /** Limit or trigger; NaN for a market order. */
  readonly priceNumber: number;
  /** Of a limit. */
  readonly reach: LimitReach;
  /** When it reached the venue: it trades on nothing earlier. */
  readonly activeFromMs: TimestampMs;
  /** It has stood through a market message: from now on it makes liquidity rather than takes it. */
  rested: boolean;
  /** A stop that was touched and could not fill whole: a market order from the next message on. */
  triggered: boolean;
  fillCount: number;
  /** Filled of its own size; what an entry closed on the other side is not part of it. */
  filled: Quantity;
  /** The same in the quote asset, with fees. */
  spent: Money;
  /** Of a limit in a queue: what stands ahead of it, base asset; NaN while nobody knows. */
  ahead: number;
  /** What the message being matched brings to its place in the queue, base asset. */
  fillable: number;
  /** The look at the market in which nothing was left for it: it is not asked again in that look. */
  skippedIn: number;
};

const NO_REACH: LimitReach = { price: Number.NaN, inclusive: false };

export function restingOrder(order: Order, activeFromMs: TimestampMs, limits: LimitModel, tick: Price): RestingOrder {
  const price = limitOrTrigger(order);
  const { type, side } = order;
  return {
    order,
    priceNumber: price === null ? Number.NaN : priceToNumber(price),
    reach: type.kind === 'limit' ? limitReach(limits, side, type.price, tick) : NO_REACH,
    activeFromMs,
    rested: false,
    triggered: false,
    fillCount: 0,
    filled: ZERO_QUANTITY,
    spent: ZERO_MONEY,
    ahead: Number.NaN,
    fillable: 0,
    skippedIn: 0,
  };
}

export function limitOrTrigger({ type }: Order): Price | null {
  if (type.kind === 'limit') return type.price;
  return type.kind === 'stop' ? type.trigger : null;
}

/** It takes what is there, whatever the price. */
export function isAtMarket({ order, triggered }: RestingOrder): boolean {
  return order.type.kind === 'market' || triggered;
}
