import type { Disposable } from '../../base/disposable.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { MarketTrade, OrderBook, Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';

/** What a feed says. Times never go back for one instrument. */
export type MarketMessage =
  | { readonly kind: 'trade'; readonly trade: MarketTrade }
  | { readonly kind: 'quote'; readonly quote: Quote }
  /** Everything up to `timeMs` has been said: bars that end by then are complete. */
  | { readonly kind: 'time'; readonly timeMs: TimestampMs };

export type FeedState = 'live' | 'simulated' | 'delayed' | 'stale' | 'disconnected';

/** Market data of one venue, as it happens. */
export interface MarketFeed {
  readonly state: FeedState;
  instruments(): readonly Instrument[];
  /** Starts the stream of all `instrumentIds`; messages arrive one at a time, in order, until disposed. */
  subscribe(instrumentIds: readonly string[], listener: (message: MarketMessage) => void): Disposable;
  /** The book as of now, best levels first; undefined for an unknown instrument. */
  book(instrumentId: string, levels: number): OrderBook | undefined;
}
