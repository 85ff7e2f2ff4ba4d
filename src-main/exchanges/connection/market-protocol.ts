import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { RequestPriority, StreamView } from '../../engine/ports/exchange.ts';
import type { Candle, CandleColumns } from '../../model/candle.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import type { MarketTrade, OrderBook, Quote } from '../../model/market-trade.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';

export type CandlePageRequest = {
  readonly instrument: Instrument;
  readonly interval: Interval;
  /** Open times from here on, this included. */
  readonly fromMs: TimestampMs;
  /** Open times before this. At most `pageRows` bars lie between the two. */
  readonly toMs: TimestampMs;
  readonly priority: RequestPriority;
  readonly signal?: AbortSignal;
};

/** A market trade under the exchange's own number, by which one that is told twice is known. */
export type NumberedTrade = MarketTrade & { readonly tradeId: string };

/** What a stream tells, message by message. */
export interface StreamListener {
  trade(trade: NumberedTrade): void;
  quote(quote: Quote): void;
  /** A minute as the exchange tells it, still forming or closed by its own word. Borrowed. */
  candle(instrumentId: string, candle: Candle, isClosed: boolean): void;
  /** The instrument's topics are subscribed and acknowledged: from now on nothing is missed. */
  connected(instrumentIds: readonly string[]): void;
  /** Something may be missed from now on, until `connected`. */
  broken(instrumentIds: readonly string[], reason: string): void;
  /** The exchange gave a sign of life for these without news (heartbeats). */
  alive(instrumentIds: readonly string[]): void;
}

/** Instruments by what is wanted of them: `market` is trades, quotes and minutes; `books` the order book. */
export type WantedTopics = { readonly market: ReadonlySet<string>; readonly books: ReadonlySet<string> };

export interface MarketStream extends Disposable {
  /** What is wanted from now on; topics are subscribed and dropped accordingly. */
  want(topics: WantedTopics): void;
  /** The local book, undefined while it is not whole. Best levels first. */
  book(instrumentId: string, levels: number): OrderBook | undefined;
  /** Our book of it cannot be right (crossed for longer than a moment): drop it and build it anew. Unknown ones are ignored. */
  resyncBook(instrumentId: string): void;
}

/** What an exchange's market data looks like on the wire, and nothing of what we do with it. */
export interface MarketProtocol {
  readonly venue: VenueId;
  /** Intervals the exchange has candles of; others are made of shorter ones. Always has 1m. */
  readonly candleIntervals: readonly Interval[];
  /** Most bars of one page. */
  readonly pageRows: number;
  /** Whether the stream tells minutes and their closing; otherwise they are asked for over REST once the clock has passed. */
  readonly streamsCandles: boolean;
  /** How old the latest sign of life of an instrument's stream may be. */
  readonly staleAfterMs: number;
  /** The exchange's time, ms. */
  serverTimeMs(): Promise<Outcome<number>>;
  /** All that can be traded for cash, with tick, step and rules. */
  instruments(): Promise<Outcome<readonly Instrument[]>>;
  /** Rows in order of time, without repeats; the bar that still forms may be among them. */
  candlePage(request: CandlePageRequest): Promise<Outcome<CandleColumns>>;
  /** Best bid and ask of each over REST, for when the stream is down. */
  quotes(instruments: readonly Instrument[]): Promise<Outcome<readonly Quote[]>>;
  openStream(listener: StreamListener): MarketStream;
  /** Sockets that are not the transport's own, for people to see; left out where all are. */
  readonly streams?: () => readonly StreamView[];
}
