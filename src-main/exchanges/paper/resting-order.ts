import type { Money, Price, Quantity } from '../../model/money.ts';
import {
  lowerPrice,
  priceFromNumber,
  priceToNumber,
  raisePrice,
  ratioFromBps,
  roundToTick,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import { limitOf, priceOf } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { LimitModel, LimitReach } from './limit-model.ts';
import { limitReach } from './limit-model.ts';

/** An order the simulated venue has accepted, with its price as a float64 for the quick look at each message. */
export type RestingOrder = {
  readonly order: Order;
  /** How it trades now: a stop-limit is a stop until it is touched, a limit from then on. */
  group: 'market' | 'stop' | 'limit';
  /** Limit or trigger; null for a market order, and for a trailing stop before the first price it sees. */
  price: Price | null;
  /** The same; NaN for a market order. */
  priceNumber: number;
  /** Of a limit. */
  reach: LimitReach;
  /** When it reached the venue: it trades on nothing earlier. */
  readonly activeFromMs: TimestampMs;
  /** Whether it stays is decided on arrival: of a post-only order, and of one that does not rest. */
  isArriving: boolean;
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

const GROUPS = {
  market: 'market',
  limit: 'limit',
  postOnly: 'limit',
  stop: 'stop',
  stopLimit: 'stop',
  bracket: 'stop',
  trailingStop: 'stop',
} as const;

const NO_REACH: LimitReach = { price: Number.NaN, inclusive: false };

export function restingOrder(order: Order, activeFromMs: TimestampMs, limits: LimitModel, tick: Price): RestingOrder {
  const { type, side } = order;
  const price = priceOf(type);
  const group = GROUPS[type.kind];
  return {
    order,
    group,
    price,
    priceNumber: price === null ? Number.NaN : priceToNumber(price),
    reach: group === 'limit' ? limitReach(limits, side, price as Price, tick) : NO_REACH,
    activeFromMs,
    isArriving: type.kind === 'postOnly' || isImmediate(order),
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

/** Moves a trailing stop on where `price` brings it nearer; it never goes back. */
export function trail(resting: RestingOrder, price: number, tick: Price): void {
  const { order } = resting;
  if (order.type.kind !== 'trailingStop') return;
  const rate = ratioFromBps(order.type.distanceBps);
  const best = priceFromNumber(price);
  const sells = order.side === 'sell';
  const trigger = sells
    ? roundToTick(lowerPrice(best, rate), tick, 'down')
    : roundToTick(raisePrice(best, rate), tick, 'up');
  if (resting.price !== null && (sells ? trigger <= resting.price : trigger >= resting.price)) return;
  resting.price = trigger;
  resting.priceNumber = priceToNumber(trigger);
}

/** What it cannot have on arrival it never has. */
export function isImmediate({ type }: Order): boolean {
  return type.kind === 'limit' && type.timeInForce === 'immediateOrCancel';
}

/** A stop-limit that was touched is a limit from now on, new at its price. */
export function wake(resting: RestingOrder, limits: LimitModel, tick: Price): void {
  const price = limitOf(resting.order.type) as Price;
  resting.group = 'limit';
  resting.price = price;
  resting.priceNumber = priceToNumber(price);
  resting.reach = limitReach(limits, resting.order.side, price, tick);
  resting.rested = false;
}

/** It takes what is there, whatever the price. */
export function isAtMarket({ group, triggered }: RestingOrder): boolean {
  return group === 'market' || triggered;
}
