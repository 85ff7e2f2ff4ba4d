import type { VenueId } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import type { Side } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';

/** An order that is open at a venue and that nobody here follows. */
export type ForeignOrder = {
  readonly venueOrderId: string;
  /** Empty where it has none. */
  readonly clientOrderId: string;
  /** Null for an instrument that is not known. */
  readonly instrumentId: string | null;
  /** It has an id as this program makes them. */
  readonly isOurs: boolean;
  readonly filled: Quantity;
  /** What the list of open orders tells of it; null where it tells nothing. */
  readonly terms: OrderTerms | null;
};

export type OrderTerms = {
  readonly side: Side;
  readonly type: 'market' | 'limit' | 'other';
  /** Of a limit order. */
  readonly price: Price | null;
  /** Null when its size is an amount. */
  readonly quantity: Quantity | null;
};

/** What a look at a venue found. Orders of ours that it lists, or does not list any more, are told as reports before. */
export type VenueLook =
  | {
      readonly kind: 'orders';
      readonly venue: VenueId;
      readonly foreign: readonly ForeignOrder[];
      /** What orders did before this is told, by the clock of `readMs`. */
      readonly toldUpToMs: number;
      readonly timeMs: TimestampMs;
    }
  | {
      readonly kind: 'balances';
      readonly venue: VenueId;
      /** Free and locked together, by asset. */
      readonly balances: ReadonlyMap<string, Money>;
      /** By a clock that nobody sets: they were not read later. */
      readonly readMs: number;
      readonly timeMs: TimestampMs;
    }
  /** From now on something may be missed: what was found before proves nothing any more. */
  | { readonly kind: 'lost'; readonly venue: VenueId; readonly reason: string; readonly timeMs: TimestampMs };

/** What is at a venue and not in our books, or the other way round: a person decides about it. */
export type Finding =
  | {
      readonly kind: 'order';
      readonly key: string;
      readonly instrumentId: string | null;
      readonly order: ForeignOrder;
    }
  /** More of an asset than positions explain. */
  | {
      readonly kind: 'balance';
      readonly key: string;
      readonly instrumentId: string;
      readonly asset: string;
      readonly quantity: Quantity;
    }
  /** Less of an asset than a bot's position says. */
  | {
      readonly kind: 'shortage';
      readonly key: string;
      readonly instrumentId: string;
      readonly botId: string;
      readonly quantity: Quantity;
    };

/** How an account stands with its exchange. */
export type Reconciliation =
  | { readonly kind: 'waiting'; readonly missing: string; readonly sinceMs: TimestampMs }
  | { readonly kind: 'green'; readonly sinceMs: TimestampMs };
