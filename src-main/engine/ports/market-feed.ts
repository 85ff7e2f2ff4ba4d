import type { Disposable } from '../../base/disposable.ts';
import type { Candle } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { MarketTrade, OrderBook, Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';

/**
 * What prices are worth now. `delayed`: asked for over REST because the stream is down; `stale`: older than they may be;
 * `disconnected`: nothing is coming.
 */
export type FeedState = 'live' | 'simulated' | 'delayed' | 'stale' | 'disconnected';

/** What a feed says. Times never go back for one instrument. */
export type MarketMessage =
  | { readonly kind: 'trade'; readonly trade: MarketTrade }
  | { readonly kind: 'quote'; readonly quote: Quote }
  /**
   * A closed minute in the exchange's own word: each once, in order. A feed with `tellsCandles` tells all minutes so, and
   * none is built from its trades. Borrowed: valid during the call.
   */
  | { readonly kind: 'candle'; readonly instrumentId: string; readonly candle: Candle }
  /** The minute so far, for eyes alone. Borrowed. */
  | { readonly kind: 'forming'; readonly instrumentId: string; readonly candle: Candle }
  | { readonly kind: 'state'; readonly instrumentId: string; readonly state: FeedState; readonly timeMs: TimestampMs }
  /** Of this feed's instruments everything up to `timeMs` has been said: bars that end by then are complete. */
  | { readonly kind: 'time'; readonly timeMs: TimestampMs };

/** Market data of one venue, as it happens. */
export interface MarketFeed {
  readonly tellsCandles: boolean;
  instruments(): readonly Instrument[];
  /** Of one instrument; `disconnected` for one that nobody subscribed to. */
  stateOf(instrumentId: string): FeedState;
  /**
   * Starts the stream of all `instrumentIds`; messages arrive one at a time, in order, until disposed. Of an instrument that
   * nobody else follows, minutes from `toldToMs` on are told first, as far as a day back; left out, from the one that forms.
   */
  subscribe(
    instrumentIds: readonly string[],
    listener: (message: MarketMessage) => void,
    toldToMs?: (instrumentId: string) => TimestampMs | undefined,
  ): Disposable;
  /** Keeps the book of an instrument until disposed; a simulated market has them all anyway. */
  watchBook(instrumentId: string): Disposable;
  /** The book as of now, best levels first; undefined for an unknown instrument and for a book that is not whole. */
  book(instrumentId: string, levels: number): OrderBook | undefined;
}
