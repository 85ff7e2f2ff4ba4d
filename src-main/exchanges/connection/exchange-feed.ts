import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { FeedState, MarketFeed, MarketMessage } from '../../engine/ports/market-feed.ts';
import type { Candle } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { OrderBook, Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';
import { BookWatch } from './book-watch.ts';
import type { CandleCounters } from './candle-track.ts';
import { CandleTrack, MINUTE_MS, noCandleCounters } from './candle-track.ts';
import type { FeedLane, FeedSubscription } from './feed-lane.ts';
import { createFeedLane, isTrusted, stateOfLane, toldUpToOf } from './feed-lane.ts';
import type { MarketProtocol, MarketStream, NumberedTrade, StreamListener } from './market-protocol.ts';
import { MinuteBackfill } from './minute-backfill.ts';
import { QuotePolling } from './quote-polling.ts';

const TIME_MS = 250;
const WATCHDOG_MS = 1_000;
/** A stream that comes back sooner is not worth asking over REST for. */
const POLLING_AFTER_MS = 5_000;
/** A minute that closed longer ago is history: it is told while nothing may be entered on it. */
const FRESH_MS = 10_000;

/** Minutes from before the subscription are told no further back: a longer hole is for the history of whoever needs it. */
const LONGEST_RESUMED_MS = 86_400_000;

export type ExchangeFeedParts = {
  readonly protocol: MarketProtocol;
  readonly timers: Timers;
  readonly log: Log;
  /** The exchange's time; undefined while it is in doubt. */
  readonly serverNowMs: () => number | undefined;
  readonly instruments: () => readonly Instrument[];
  readonly findInstrument: (instrumentId: string) => Instrument | undefined;
};

export type FeedCounters = CandleCounters & { duplicateTrades: number; resyncedBooks: number };

export type ExchangeFeed = MarketFeed &
  Disposable & {
    /** Latest price heard of; NaN before the first, and for what nobody subscribed to. */
    lastPrice(instrumentId: string): number;
    counters(): Readonly<FeedCounters>;
  };

/** The market of one exchange as it happens; opens its stream with the first subscription. */
export function createExchangeFeed(parts: ExchangeFeedParts): ExchangeFeed {
  return new StreamedFeed(parts);
}

class StreamedFeed implements ExchangeFeed, StreamListener {
  readonly tellsCandles = true;
  readonly #parts: ExchangeFeedParts;
  readonly #lanes = new Map<string, FeedLane>();
  readonly #subscriptions = new Set<FeedSubscription>();
  readonly #counters: FeedCounters = { ...noCandleCounters(), duplicateTrades: 0, resyncedBooks: 0 };
  readonly #disposables = new DisposableStack();
  readonly #abort = new AbortController();
  readonly #backfill: MinuteBackfill;
  readonly #polling: QuotePolling;
  readonly #books: BookWatch;
  #stream: MarketStream | null = null;
  /** The exchange's time when it was last known, and our monotonic one then. */
  #knownMs = Number.NaN;
  #knownAtMs = 0;

  constructor(parts: ExchangeFeedParts) {
    this.#parts = parts;
    const { protocol, timers, log } = parts;
    const nowMs = (): number => this.#nowMs();
    this.#backfill = new MinuteBackfill({ protocol, log, nowMs, signal: this.#abort.signal });
    this.#polling = new QuotePolling({ protocol, timers, log, quote: (quote) => this.#polled(quote) });
    this.#books = new BookWatch({
      log,
      changed: () => this.#want(),
      resynced: () => void this.#counters.resyncedBooks++,
    });
  }

  instruments(): readonly Instrument[] {
    return this.#parts.instruments();
  }

  stateOf(instrumentId: string): FeedState {
    return this.#lanes.get(instrumentId)?.state ?? 'disconnected';
  }

  lastPrice(instrumentId: string): number {
    return this.#lanes.get(instrumentId)?.price ?? Number.NaN;
  }

  counters(): Readonly<FeedCounters> {
    return this.#counters;
  }

  /** Throws RangeError for an instrument the exchange does not have. Says each one's state before it returns. */
  subscribe(
    instrumentIds: readonly string[],
    listener: (message: MarketMessage) => void,
    toldToMs: (instrumentId: string) => TimestampMs | undefined = () => undefined,
  ): Disposable {
    const instruments = [...new Set(instrumentIds)].map((id) => this.#known(id));
    const lanes = instruments.map((instrument) => this.#laneOf(instrument, toldToMs(instrument.id)));
    const subscription: FeedSubscription = {
      listener,
      lanes,
      toldUpToMs: Number.NEGATIVE_INFINITY,
      isDisposed: false,
    };
    this.#subscriptions.add(subscription);
    for (const lane of lanes) lane.subscriptions = [...lane.subscriptions, subscription];
    for (const { instrument, state } of lanes) listener(this.#stateMessage(instrument.id, state));
    this.#want();
    return { dispose: () => this.#unsubscribe(subscription) };
  }

  watchBook(instrumentId: string): Disposable {
    this.#known(instrumentId);
    return this.#books.watch(instrumentId);
  }

  book(instrumentId: string, levels: number): OrderBook | undefined {
    return this.#stream?.book(instrumentId, levels);
  }

  async dispose(): Promise<void> {
    this.#abort.abort();
    for (const subscription of this.#subscriptions) subscription.isDisposed = true;
    this.#subscriptions.clear();
    this.#lanes.clear();
    await this.#disposables.dispose();
  }

  // What the stream says.

  trade(trade: NumberedTrade): void {
    const lane = this.#hear(trade.instrumentId);
    if (lane === undefined) return;
    if (!lane.seenTrades.add(trade.tradeId)) {
      this.#counters.duplicateTrades++;
      return;
    }
    lane.price = trade.price;
    // Two connections that overlap may tell the later one first: it is told, at the time that has come.
    const isInOrder = trade.timeMs >= lane.tradeMs;
    if (isInOrder) lane.tradeMs = trade.timeMs;
    this.#tell(lane, { kind: 'trade', trade: isInOrder ? trade : { ...trade, timeMs: lane.tradeMs } });
  }

  quote(quote: Quote): void {
    const lane = this.#hear(quote.instrumentId);
    if (lane !== undefined) this.#tellQuote(lane, quote);
  }

  candle(instrumentId: string, candle: Candle, isClosed: boolean): void {
    const lane = this.#hear(instrumentId);
    if (lane === undefined) return;
    if (isClosed) {
      lane.track.closedByStream(candle, this.#nowMs());
      this.#refresh(lane);
    } else if (candle.openTimeMs >= lane.track.nextOpenMs) this.#tell(lane, { kind: 'forming', instrumentId, candle });
  }

  connected(instrumentIds: readonly string[]): void {
    for (const instrumentId of instrumentIds) {
      const lane = this.#lanes.get(instrumentId);
      if (lane === undefined) continue;
      lane.signOfLifeAtMs = this.#parts.timers.monotonicMs();
      // Told again after a planned change-over: nothing was missed.
      if (!lane.isConnected) lane.track.connected(this.#nowMs());
      lane.isConnected = true;
      this.#refresh(lane);
      this.#look(lane);
    }
  }

  broken(instrumentIds: readonly string[], reason: string): void {
    this.#parts.log.warn('market stream broken', { instruments: instrumentIds.length, reason });
    const atMs = this.#parts.timers.monotonicMs();
    for (const instrumentId of instrumentIds) {
      const lane = this.#lanes.get(instrumentId);
      if (lane === undefined) continue;
      if (lane.isConnected) lane.brokenAtMs = atMs;
      lane.isConnected = false;
      this.#refresh(lane);
    }
  }

  alive(instrumentIds: readonly string[]): void {
    for (const instrumentId of instrumentIds) this.#hear(instrumentId);
  }

  // What follows from it.

  #hear(instrumentId: string): FeedLane | undefined {
    const lane = this.#lanes.get(instrumentId);
    if (lane === undefined) return undefined;
    lane.signOfLifeAtMs = this.#parts.timers.monotonicMs();
    if (lane.state === 'stale') this.#refresh(lane);
    return lane;
  }

  #polled(quote: Quote): void {
    const lane = this.#lanes.get(quote.instrumentId);
    if (lane === undefined || lane.isConnected) return;
    lane.polledAtMs = this.#parts.timers.monotonicMs();
    this.#refresh(lane);
    this.#tellQuote(lane, quote);
  }

  #tellQuote(lane: FeedLane, quote: Quote): void {
    if (quote.timeMs < lane.quoteMs) return;
    lane.quoteMs = quote.timeMs;
    lane.price = (quote.bid + quote.ask) / 2;
    this.#tell(lane, { kind: 'quote', quote });
  }

  #tellMinute(lane: FeedLane, candle: Candle): void {
    const isFresh = this.#nowMs() - (candle.openTimeMs + MINUTE_MS) < FRESH_MS;
    if (isFresh) this.#refresh(lane);
    else if (isTrusted(lane.state)) this.#move(lane, 'stale');
    this.#tell(lane, { kind: 'candle', instrumentId: lane.instrument.id, candle });
  }

  #tell(lane: FeedLane, message: MarketMessage): void {
    for (const subscription of lane.subscriptions) if (!subscription.isDisposed) subscription.listener(message);
  }

  #refresh(lane: FeedLane): void {
    const { timers, protocol } = this.#parts;
    const moment = { atMs: timers.monotonicMs(), nowMs: this.#nowMs(), staleAfterMs: protocol.staleAfterMs };
    const state = stateOfLane(lane, moment);
    if (state !== lane.state) this.#move(lane, state);
  }

  #move(lane: FeedLane, state: FeedState): void {
    lane.state = state;
    if (isTrusted(state)) lane.untrustedAtMs = null;
    else lane.untrustedAtMs ??= this.#parts.timers.monotonicMs();
    this.#tell(lane, this.#stateMessage(lane.instrument.id, state));
  }

  #stateMessage(instrumentId: string, state: FeedState): MarketMessage {
    const nowMs = this.#nowMs();
    return { kind: 'state', instrumentId, state, timeMs: Number.isNaN(nowMs) ? this.#parts.timers.nowMs() : nowMs };
  }

  // As time goes by.

  #watch(): void {
    const atMs = this.#parts.timers.monotonicMs();
    const down: Instrument[] = [];
    for (const lane of this.#lanes.values()) {
      this.#refresh(lane);
      this.#look(lane);
      if (!lane.isConnected && atMs - lane.brokenAtMs > POLLING_AFTER_MS) down.push(lane.instrument);
    }
    this.#polling.look(down);
    if (this.#stream !== null) this.#books.look(this.#stream);
  }

  #look(lane: FeedLane): void {
    const { instrument, track } = lane;
    this.#backfill.look({ instrument, track, done: () => this.#backfilled(lane) });
  }

  /** More may be missing than one page holds. */
  #backfilled(lane: FeedLane): void {
    this.#refresh(lane);
    if (this.#lanes.get(lane.instrument.id) === lane) this.#look(lane);
  }

  #tellTime(): void {
    const nowMs = this.#nowMs();
    if (Number.isNaN(nowMs)) return;
    const atMs = this.#parts.timers.monotonicMs();
    for (const lane of this.#lanes.values()) lane.track.begin(nowMs);
    for (const subscription of this.#subscriptions) {
      let timeMs = nowMs;
      for (const lane of subscription.lanes) timeMs = Math.min(timeMs, toldUpToOf(lane, atMs));
      if (timeMs <= subscription.toldUpToMs) continue;
      subscription.toldUpToMs = timeMs;
      subscription.listener({ kind: 'time', timeMs });
    }
  }

  /** The exchange's time; while it is in doubt, as it was known last and has gone on since. NaN before it was ever known. */
  #nowMs(): TimestampMs {
    const atMs = this.#parts.timers.monotonicMs();
    const knownMs = this.#parts.serverNowMs();
    if (knownMs === undefined) return Math.floor(this.#knownMs + (atMs - this.#knownAtMs));
    this.#knownMs = Math.floor(knownMs);
    this.#knownAtMs = atMs;
    return this.#knownMs;
  }

  // Who wants what.

  #known(instrumentId: string): Instrument {
    const instrument = this.#parts.findInstrument(instrumentId);
    if (instrument === undefined) {
      throw new RangeError(`instrumentId is "${instrumentId}", expected one of ${this.#parts.protocol.venue}`);
    }
    return instrument;
  }

  #laneOf(instrument: Instrument, toldToMs: TimestampMs | undefined): FeedLane {
    const known = this.#lanes.get(instrument.id);
    if (known !== undefined) return known;
    const { protocol, log, timers } = this.#parts;
    const track: CandleTrack = new CandleTrack({
      instrumentId: instrument.id,
      pageRows: protocol.pageRows,
      counters: this.#counters,
      log,
      tell: (candle) => this.#tellMinute(lane, candle),
    });
    const lane = createFeedLane(instrument, track, timers.monotonicMs());
    const nowMs = this.#nowMs();
    if (!Number.isNaN(nowMs)) track.begin(Math.min(nowMs, Math.max(toldToMs ?? nowMs, nowMs - LONGEST_RESUMED_MS)));
    this.#lanes.set(instrument.id, lane);
    return lane;
  }

  #unsubscribe(subscription: FeedSubscription): void {
    if (subscription.isDisposed) return;
    subscription.isDisposed = true;
    this.#subscriptions.delete(subscription);
    for (const lane of subscription.lanes) {
      lane.subscriptions = lane.subscriptions.filter((other) => other !== subscription);
      if (lane.subscriptions.length > 0) continue;
      this.#lanes.delete(lane.instrument.id);
      this.#backfill.drop(lane.track);
    }
    this.#want();
  }

  #want(): void {
    if (this.#abort.signal.aborted) return;
    const stream = this.#stream ?? this.#open();
    stream.want({ market: new Set(this.#lanes.keys()), books: this.#books.watched() });
  }

  #open(): MarketStream {
    const { protocol, timers } = this.#parts;
    const stream = this.#disposables.use(protocol.openStream(this));
    this.#stream = stream;
    this.#disposables.use(timers.every(TIME_MS, () => this.#tellTime()));
    this.#disposables.use(timers.every(WATCHDOG_MS, () => this.#watch()));
    return stream;
  }
}
