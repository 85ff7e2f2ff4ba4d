import type { Money, Price, Quantity } from './money.ts';
import type { TimestampMs } from './time.ts';

export type Side = 'buy' | 'sell';

/** How much to trade. `quote` is turned into a quantity at the fill price, fee included; the venue does that once. */
export type OrderSize =
  | { readonly kind: 'base'; readonly quantity: Quantity }
  | { readonly kind: 'quote'; readonly amount: Money };

/**
 * What a venue is asked to do. A limit rests until it is taken back unless it names another time in force; a post-only
 * limit is refused where it would take; `stop` becomes a market order when its trigger is touched, `stopLimit` a limit. A
 * `trailingStop` is a stop whose trigger follows the price, at the venue. A `bracket` is a limit at `price` that turns into a
 * stop when its trigger is touched before anything of it has traded: both ends of a position in one order.
 */
export type OrderType =
  | { readonly kind: 'market' }
  | {
      readonly kind: 'limit';
      readonly price: Price;
      /** What cannot be had on arrival is cancelled. */
      readonly timeInForce?: 'immediateOrCancel';
    }
  | { readonly kind: 'postOnly'; readonly price: Price }
  | { readonly kind: 'stop'; readonly trigger: Price }
  | { readonly kind: 'stopLimit'; readonly trigger: Price; readonly price: Price }
  | { readonly kind: 'bracket'; readonly trigger: Price; readonly price: Price }
  | {
      readonly kind: 'trailingStop';
      /** From the best price since it arrived, hundredths of a percent, whole. */
      readonly distanceBps: number;
    };

/** The worst price the order may trade at; null where it has none. */
export function limitOf(type: OrderType): Price | null {
  return 'price' in type ? type.price : null;
}

/** Where the order wakes up; null for one that is awake from the start. */
export function triggerOf(type: OrderType): Price | null {
  return 'trigger' in type ? type.trigger : null;
}

/** The price an order is known by: its trigger, else its limit; null at market and where it follows the market. */
export function priceOf(type: OrderType): Price | null {
  return triggerOf(type) ?? limitOf(type);
}

/**
 * Why an order exists; becomes the trade's exit reason. `trailing` and `time` end a position by its bracket, `liquidation`
 * is the venue's own, `funding` moves cash and no quantity.
 */
export const ORDER_PURPOSES = [
  'entry',
  'signal',
  'stop',
  'target',
  'trailing',
  'time',
  'liquidation',
  'funding',
  'end',
  'flatten',
] as const;
export type OrderPurpose = (typeof ORDER_PURPOSES)[number];

export type Order = {
  /** Ours, unique for ever; the venue echoes it. */
  readonly clientOrderId: string;
  readonly accountId: string;
  readonly botId: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly size: OrderSize;
  readonly purpose: OrderPurpose;
  /** The strategy's name for it, empty when it has none. */
  readonly tag: string;
  /** May only shrink a position; the venue cuts it to what is held. */
  readonly reduceOnly: boolean;
  /** An entry that may find a position on the other side: at its fill the venue closes that on top of its own size. */
  readonly closesOpposite: boolean;
  readonly createdMs: TimestampMs;
  /** Orders of which one ends the others: the first that trades. Left out for an order of its own. */
  readonly list?: OrderList;
  /** The order that a plan carries out by this one and others; its fills are entries of that order. */
  readonly parentId?: string;
};

/**
 * One cancels the other (OCO): a stop and a limit over the same quantity. `venue`: one list at the venue, which locks the
 * quantity once and cancels the rest of it by itself. `engine`: two orders there, and ours to cancel what is left.
 */
export type OrderList = { readonly id: string; readonly handledBy: 'venue' | 'engine' };

/**
 * One order's life. On every arrow stands the event of `TRANSITIONS` that takes it; what is not drawn cannot happen.
 *
 *   intent ──send──▶ sent ──accept, fillPart──▶ working ──fillAll──▶ filled
 *     │               │ ├──────fillAll─────────▶ filled   └─cancel──▶ cancelled     (keeps what was filled)
 *     │               │ ├──────cancel──────────▶ cancelled
 *     │               │ └──────refuse──────────▶ refused
 *     │               └─lose─▶ unknown ◀──lose── working
 *     │                          └──▶ working │ filled │ cancelled │ refused           (only on the venue's evidence)
 *     └──refuse──▶ refused, ──cancel──▶ cancelled                                     (it never left)
 *
 * working stays working on accept and fillPart, unknown stays unknown on lose. filled, cancelled and refused are ends.
 * A list is several such lives: the first to fill ends the others by `cancel`, told by the venue for each of them.
 */
export const ORDER_STATES = ['intent', 'sent', 'working', 'unknown', 'filled', 'cancelled', 'refused'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_EVENTS = ['send', 'accept', 'fillPart', 'fillAll', 'cancel', 'refuse', 'lose'] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** What cannot happen in a state: a bug of ours, or a venue that contradicts itself. */
const NEVER = undefined;

const ENDED = {
  send: NEVER,
  accept: NEVER,
  fillPart: NEVER,
  fillAll: NEVER,
  cancel: NEVER,
  refuse: NEVER,
  lose: NEVER,
} as const;

/** Every event in every state, so that none is forgotten. */
const TRANSITIONS: Readonly<Record<OrderState, Readonly<Record<OrderEvent, OrderState | typeof NEVER>>>> = {
  intent: { ...ENDED, send: 'sent', refuse: 'refused', cancel: 'cancelled' },
  sent: {
    send: NEVER,
    accept: 'working',
    fillPart: 'working',
    fillAll: 'filled',
    cancel: 'cancelled',
    refuse: 'refused',
    lose: 'unknown',
  },
  working: {
    send: NEVER,
    accept: 'working',
    fillPart: 'working',
    fillAll: 'filled',
    cancel: 'cancelled',
    refuse: NEVER,
    lose: 'unknown',
  },
  unknown: {
    send: NEVER,
    accept: 'working',
    fillPart: 'working',
    fillAll: 'filled',
    cancel: 'cancelled',
    refuse: 'refused',
    lose: 'unknown',
  },
  filled: ENDED,
  cancelled: ENDED,
  refused: ENDED,
};

/** The state after `event`; undefined when that event cannot happen in that state, which is a bug or a lying venue. */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return TRANSITIONS[state][event];
}

export function isOpenOrder(state: OrderState): boolean {
  return state === 'intent' || state === 'sent' || state === 'working' || state === 'unknown';
}
