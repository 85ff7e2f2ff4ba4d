import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { Balance, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { OrderTerms } from '../../engine/ports/venue-look.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';

/** So far what an exchange lists, orders and fills, may lag behind what it has done and what its balances say. */
export const LISTS_LAG_MS = 5_000;

/** An order of ours as an exchange is asked about it. */
export type OrderReference = {
  readonly clientOrderId: string;
  readonly instrument: Instrument;
  /** The exchange's own id, once it is known. */
  readonly venueOrderId: string | null;
  /** When it was sent, by the exchange's clock. */
  readonly sentMs: TimestampMs;
};

/** `unknown` is a status we have no name for: its text is kept, the order is asked for again. */
export type VenueOrderStatus = 'working' | 'filled' | 'cancelled' | 'refused' | 'unknown';

/** What the exchange says of an order, cumulative. */
export type VenueOrder = {
  readonly venueOrderId: string;
  /** Empty when it is not one of ours. */
  readonly clientOrderId: string;
  /** The exchange's symbol turned into ours; undefined for an instrument we do not know. */
  readonly instrumentId: string | undefined;
  readonly status: VenueOrderStatus;
  /** The exchange's own word, such as EXPIRED_IN_MATCH, and its reason where it gives one. */
  readonly statusText: string;
  readonly filledQuantity: Quantity;
  readonly filledValue: Money;
  readonly updatedMs: TimestampMs;
  /** What was asked for; left out where the exchange does not tell it with the order. */
  readonly terms?: OrderTerms;
};

/** One execution, under the exchange's own number. */
export type VenueFill = {
  readonly fillId: string;
  readonly venueOrderId: string;
  /** Null where the exchange names only its own id. */
  readonly clientOrderId: string | null;
  readonly instrumentId: string;
  readonly price: Price;
  readonly quantity: Quantity;
  /** As it was charged, in whatever asset: negative for a rebate. */
  readonly fee: { readonly asset: string; readonly amount: Money };
  readonly liquidity: 'maker' | 'taker';
  readonly timeMs: TimestampMs;
};

/** What came of sending an order. */
export type PlaceAnswer =
  | { readonly kind: 'accepted'; readonly order: VenueOrder; readonly fills: readonly VenueFill[] }
  /** The exchange read it and said no: it will never trade. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It certainly did not reach the book and may be sent again as it is, after `retryAfterMs`. */
  | { readonly kind: 'notPlaced'; readonly reason: string; readonly retryAfterMs: number }
  /** An order with this client id lives there already: look it up. */
  | { readonly kind: 'exists'; readonly reason: string }
  /** Nobody can tell: time-out, 5xx, a reply that could not be read. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type CancelAnswer =
  | { readonly kind: 'cancelled'; readonly order: VenueOrder | null }
  /** It is not open any more, or never was: look it up. */
  | { readonly kind: 'notOpen'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A stop and a limit on one side, over one quantity. */
export type OrderPair = readonly [Order, Order];

export interface UserListener {
  order(order: VenueOrder): void;
  fill(fill: VenueFill): void;
  /** From now on nothing is missed. What happened before must be asked for. */
  connected(): void;
  broken(reason: string): void;
}

/** What trading on an exchange looks like on the wire, and nothing of what we do with it. Made for one key. */
export interface OrderProtocol {
  /**
   * How a lost reply is answered: `sameBody` where the exchange knows a client id again and answers with the first order,
   * `never` where a second request may be a second order.
   */
  readonly resend: 'sameBody' | 'never';
  /** A request that the exchange has not taken by its send time + this is dead. */
  readonly requestLifeMs: number;
  /** The limit that stands in for the market price of a stop order, as a share beyond its trigger; null where stops go at market. */
  readonly stopLimitShare: number | null;
  /** `mayLeave` is asked in the moment before the request is written: an order that is not wanted any more is `notPlaced`. */
  place(order: Order, instrument: Instrument, mayLeave?: () => boolean): Promise<PlaceAnswer>;
  /** Two orders of which one ends the other, in one request: an answer for each. Left out where the exchange has no such thing. */
  placeList?(orders: OrderPair, instrument: Instrument, mayLeave?: () => boolean): Promise<readonly PlaceAnswer[]>;
  cancel(order: OrderReference): Promise<CancelAnswer>;
  /** Null: the exchange says that it has no such order. That may be untrue just after sending. */
  find(order: OrderReference): Promise<Outcome<VenueOrder | null>>;
  openOrders(): Promise<Outcome<readonly VenueOrder[]>>;
  /** Fills of an instrument since a time, oldest first. */
  fills(instrument: Instrument, sinceMs: TimestampMs): Promise<Outcome<readonly VenueFill[]>>;
  balances(): Promise<Outcome<readonly Balance[]>>;
  permissions(): Promise<Outcome<KeyPermissions>>;
  /**
   * What the account pays for trading the instrument now, without a discount for paying in another asset: that lasts as long as
   * there is enough of it. Left out where the exchange does not tell.
   */
  feeRates?(instrument: Instrument): Promise<Outcome<FeeRates>>;
  openUserStream(listener: UserListener): Disposable;
}
