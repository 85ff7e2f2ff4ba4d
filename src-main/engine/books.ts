import type { VenueId } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import type { TimestampMs } from '../model/time.ts';
import type { Finding, ForeignOrder, Reconciliation } from './ports/venue-look.ts';

/** A difference that was seen, how often in a row, when first, and how much had been told of the accounts by then. */
export type SeenDifference = {
  readonly amount: bigint;
  readonly moves: number;
  readonly looks: number;
  /** By the clock of `toldUpToMs`. */
  readonly sinceMs: number;
};

/** What is known of the other side of all accounts at one exchange. */
export type VenueBooks = {
  readonly venue: VenueId;
  state: Reconciliation;
  /** Since the start of the app. */
  wasGreen: boolean;
  /** Since something may have been missed. */
  hasOrders: boolean;
  hasBalances: boolean;
  balances: ReadonlyMap<string, Money>;
  /** What orders did before this is told, by a clock that nobody sets. */
  toldUpToMs: number;
  foreign: readonly ForeignOrder[];
  findings: readonly Finding[];
  /** Differences that a second look must see too before they are believed, by what they are of. */
  readonly seen: Map<string, SeenDifference>;
  /**
   * Surplus and shortage that two looks saw, by asset. Fills since the latest look are not in its balances: what was found
   * stays as it was until two looks agree on something else, or one sees nothing of it.
   */
  readonly found: Map<string, bigint>;
  /** Assets of which something was found that a later look saw otherwise, or that traded since. */
  readonly doubted: Set<string>;
  /** What a person wants not to be asked about: orders by key, and by asset how much of it is none of ours. */
  readonly ignored: Map<string, Money>;
  /** Counts fills: a difference is believed when none came between two looks. */
  moves: number;
};

export function openBooks(venue: VenueId, nowMs: TimestampMs): VenueBooks {
  return {
    venue,
    state: { kind: 'waiting', missing: 'a connection', sinceMs: nowMs },
    wasGreen: false,
    hasOrders: false,
    hasBalances: false,
    balances: new Map(),
    toldUpToMs: Number.NEGATIVE_INFINITY,
    foreign: [],
    findings: [],
    seen: new Map(),
    found: new Map(),
    doubted: new Set(),
    ignored: new Map(),
    moves: 0,
  };
}
