import type { Money, Price, Quantity } from './money.ts';
import type { TimestampMs } from './time.ts';

export type Side = 'buy' | 'sell';

/** How much to trade. `quote` is turned into a quantity at the fill price, fee included; the venue does that once. */
export type OrderSize =
  | { readonly kind: 'base'; readonly quantity: Quantity }
  | { readonly kind: 'quote'; readonly amount: Money };

/** `stop` becomes a market order when the trigger is touched. */
export type OrderType =
  | { readonly kind: 'market' }
  | { readonly kind: 'limit'; readonly price: Price }
  | { readonly kind: 'stop'; readonly trigger: Price };

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
};

/**
 * intent ─▶ sent ─▶ working ─▶ filled │ cancelled
 *    │        ├────▶ refused            (working ─▶ cancelled keeps what was filled)
 *    │        └────▶ unknown ─▶ working │ refused │ filled │ cancelled   (only on evidence from the venue)
 *    └─▶ refused
 */
export const ORDER_STATES = ['intent', 'sent', 'working', 'unknown', 'filled', 'cancelled', 'refused'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export type OrderEvent = 'send' | 'accept' | 'fillPart' | 'fillAll' | 'cancel' | 'refuse' | 'lose';

const TRANSITIONS: Readonly<Record<OrderState, Partial<Readonly<Record<OrderEvent, OrderState>>>>> = {
  intent: { send: 'sent', refuse: 'refused', cancel: 'cancelled' },
  sent: {
    accept: 'working',
    fillPart: 'working',
    fillAll: 'filled',
    cancel: 'cancelled',
    refuse: 'refused',
    lose: 'unknown',
  },
  working: { accept: 'working', fillPart: 'working', fillAll: 'filled', cancel: 'cancelled', lose: 'unknown' },
  unknown: {
    accept: 'working',
    fillPart: 'working',
    fillAll: 'filled',
    cancel: 'cancelled',
    refuse: 'refused',
    lose: 'unknown',
  },
  filled: {},
  cancelled: {},
  refused: {},
};

/** The state after `event`; undefined when that event cannot happen in that state, which is a bug or a lying venue. */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return TRANSITIONS[state][event];
}

export function isOpenOrder(state: OrderState): boolean {
  return state === 'intent' || state === 'sent' || state === 'working' || state === 'unknown';
}
