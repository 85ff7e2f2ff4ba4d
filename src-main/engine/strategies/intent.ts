import type { Bracket } from '../../model/bracket.ts';

/** How much an entry takes; left out, the bot's size fraction of the account's equity. */
export type EntrySize =
  /** Of what the bot's setting gives, above 0: 0.5 is half of it. */
  | { readonly kind: 'share'; readonly share: number }
  /** Quote asset. */
  | { readonly kind: 'amount'; readonly amount: number }
  /** Base asset. */
  | { readonly kind: 'quantity'; readonly quantity: number };

/**
 * Opens a position, or adds to one while it holds fewer than `maxEntries`. An open position on the other side is closed
 * first. Without prices it goes to the market; `limitPrice` rests until the market is that good, `stopPrice` until it is
 * that far; with both it waits for the stop price and rests at the limit price from then on. An entry still resting under the same tag is replaced by this one.
 */
export type EnterIntent = {
  readonly kind: 'enter';
  readonly side: 'long' | 'short';
  /** Shown on the trades it opens; the side when left out. */
  readonly tag?: string;
  readonly limitPrice?: number | null;
  readonly stopPrice?: number | null;
  /** With a limit price alone: it only makes, and is refused where it would take. */
  readonly postOnly?: boolean;
  readonly size?: EntrySize;
  readonly bracket?: Bracket;
  /** Most entries that may be open at once on this side; 1 when left out. */
  readonly maxEntries?: number;
};

/**
 * Leaves a position. Whole and without prices: cancels entries and closes at market. `share` takes off a part of it.
 * Prices rest: a stop and a limit of one tag cancel each other, and a new exit of that tag replaces them.
 */
export type ExitIntent = {
  readonly kind: 'exit';
  /** Shown on the trades it closes; `exit` when left out. */
  readonly tag?: string;
  /** Of what is held now, above 0 and at most 1, which it is when left out. */
  readonly share?: number;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
};

/** Takes back what rests under the tag: entries and priced exits; all entries when it names none. */
export type CancelIntent = { readonly kind: 'cancel'; readonly tag?: string };

/** Gives the open position another bracket. */
export type ProtectIntent = { readonly kind: 'protect'; readonly bracket: Bracket };

/** What a strategy wants at a bar's close. Plain data: it may come from another thread. */
export type Intent = { readonly kind: 'hold' } | EnterIntent | ExitIntent | CancelIntent | ProtectIntent;

export const HOLD: Intent = { kind: 'hold' };
export const EXIT: Intent = { kind: 'exit' };
/** Takes back every entry that rests; nothing when none does. */
export const CANCEL_ENTRIES: Intent = { kind: 'cancel' };
export const ENTER_LONG: Intent = { kind: 'enter', side: 'long' };
export const ENTER_SHORT: Intent = { kind: 'enter', side: 'short' };
