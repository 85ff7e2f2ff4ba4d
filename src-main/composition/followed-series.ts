import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { Aggregator } from '../engine/market-data/aggregator.ts';
import { CandleBuilder } from '../engine/market-data/candle-builder.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { MarketMessage } from '../engine/ports/market-feed.ts';
import type { Candle } from '../model/candle.ts';
import { candleAt, candleColumnsOf, copyCandle } from '../model/candle.ts';
import { aggregateColumns } from '../model/candle-aggregation.ts';
import type { VenueId } from '../model/instrument.ts';
import { DEMO_VENUE, venueOf } from '../model/instrument.ts';
import type { MarketTrade } from '../model/market-trade.ts';
import type { Interval } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';
import type { MarketListener } from './trading.ts';

export type Series = { readonly instrumentId: string; readonly interval: Interval };

export type FollowedSeriesOptions = {
  readonly clock: Clock;
  readonly candles: CandleStore;
  readonly onMarket: (listener: MarketListener) => Disposable;
  /** Trades the market made between two times, the first included, the second not. */
  readonly tradesBetween: (instrumentId: string, fromMs: number, toMs: number) => readonly MarketTrade[];
  /** How its minutes come: made of its trades, told by its feed, or not at all. */
  readonly minutesOf: (instrumentId: string) => 'fromTrades' | 'told' | 'none';
  /** Keeps its market coming in. */
  readonly look: (instrumentId: string) => Disposable;
  readonly tell: (series: Series, candle: Candle, closed: boolean) => void;
};

const MINUTE_MS = intervalMs('1m');

/** One series being followed: minutes from trades or from its feed, its bars from minutes. */
type Following = {
  readonly series: Series;
  /** Made of trades: the minutes themselves, or, where the feed tells those, only the one that forms. */
  readonly minutes: CandleBuilder;
  readonly isTold: boolean;
  readonly bars: Aggregator;
  /** The minute that forms, where the feed tells it. */
  forming: Candle | undefined;
  /** Minutes that closed before the stored ones were read; null once those are in. */
  waiting: Candle[] | null;
  /** Trades before belong to a minute of which the beginning was not heard. */
  readonly wholeFromMs: number;
  /** Minutes that ended by then have been told. */
  settledMs: number;
  readonly looking: Disposable;
};

/**
 * The forming bar of the one series a chart shows. Its closed minutes come from the store once; the minute that forms is
 * built from the market's trades since that minute began, or told by the exchange, so that following late misses nothing.
 */
export class FollowedSeries implements Disposable {
  readonly #options: FollowedSeriesOptions;
  readonly #listening: Disposable;
  #following: Following | null = null;
  /** Everything up to this time has been told by the simulated market. */
  #toldUpToMs: number;

  constructor(options: FollowedSeriesOptions) {
    this.#options = options;
    this.#toldUpToMs = options.clock.nowMs();
    this.#listening = options.onMarket((message, venue) => this.#receive(message, venue));
  }

  /** Follows `series` instead of the one before; a series that does not trade, and null, have nothing to follow. */
  async follow(series: Series | null): Promise<Outcome<null>> {
    this.#stop();
    const minutes = series === null ? 'none' : this.#options.minutesOf(series.instrumentId);
    if (series === null || minutes === 'none') return succeed(null);
    const following = this.#begin(series, minutes);
    this.#following = following;
    const toMs = barOpenMs('1m', minutes === 'told' ? this.#options.clock.nowMs() : this.#toldUpToMs);
    const fromMs = barOpenMs(series.interval, toMs);
    if (fromMs < toMs) {
      const range = { instrumentId: series.instrumentId, interval: '1m', fromMs, toMs } as const;
      const read = await this.#options.candles.read(range);
      if (!read.ok) return read;
      for (let row = 0; row < read.value.openTimeMs.length; row++) following.bars.addCandle(candleAt(read.value, row));
    }
    const waiting = following.waiting ?? [];
    following.waiting = null;
    for (const minute of waiting) following.bars.addCandle(minute);
    this.#tellForming(following);
    return succeed(null);
  }

  dispose(): void {
    this.#stop();
    void this.#listening.dispose();
  }

  #stop(): void {
    void this.#following?.looking.dispose();
    this.#following = null;
  }

  #begin(series: Series, minutes: 'fromTrades' | 'told'): Following {
    const { tell, look } = this.#options;
    const following: Following = {
      series,
      isTold: minutes === 'told',
      minutes: new CandleBuilder('1m', (minute) => {
        if (!following.isTold) takeMinute(following, copyCandle(minute));
      }),
      bars: new Aggregator('1m', series.interval, (bar) => tell(series, bar, true)),
      forming: undefined,
      waiting: [],
      wholeFromMs: minutes === 'told' ? barOpenMs('1m', this.#options.clock.nowMs()) + MINUTE_MS : 0,
      settledMs: Number.NEGATIVE_INFINITY,
      looking: look(series.instrumentId),
    };
    if (!following.isTold) this.#tellMinuteSoFar(series, following.minutes);
    return following;
  }

  #tellMinuteSoFar({ instrumentId }: Series, minutes: CandleBuilder): void {
    const fromMs = barOpenMs('1m', this.#toldUpToMs);
    for (const trade of this.#options.tradesBetween(instrumentId, fromMs, this.#toldUpToMs + 1)) {
      minutes.addTrade(trade.price, trade.quantity, trade.timeMs);
    }
  }

  #receive(message: MarketMessage, venue: VenueId): void {
    const following = this.#following;
    if (message.kind === 'time') {
      if (venue === DEMO_VENUE) this.#toldUpToMs = message.timeMs;
      if (following !== null && venue === venueOf(following.series.instrumentId)) {
        this.#receiveTime(following, message.timeMs);
      }
      return;
    }
    if (following === null) return;
    const { instrumentId } = following.series;
    if (message.kind === 'trade' && message.trade.instrumentId === instrumentId) {
      const { price, quantity, timeMs } = message.trade;
      if (timeMs >= following.wholeFromMs) following.minutes.addTrade(price, quantity, timeMs);
    } else if (message.kind === 'candle' && message.instrumentId === instrumentId) {
      takeMinute(following, copyCandle(message.candle));
    } else if (message.kind === 'forming' && message.instrumentId === instrumentId) {
      following.forming = copyCandle(message.candle);
    }
  }

  #receiveTime(following: Following, timeMs: number): void {
    following.settledMs = timeMs;
    following.minutes.closeUpTo(timeMs);
    if (!following.isTold && following.waiting === null) following.bars.closeUpTo(timeMs);
    this.#tellForming(following);
  }

  #tellForming(following: Following): void {
    if (following !== this.#following || following.waiting !== null) return;
    const minute = following.forming ?? following.minutes.forming();
    // The minute before is still to be told: until it is, the one after would stand in its place.
    if (following.isTold && minute !== undefined && minute.openTimeMs > following.settledMs) return;
    const bar = joined(following.bars.forming(), minute, following.series.interval);
    if (bar !== undefined) this.#options.tell(following.series, bar, false);
  }
}

/** Closed: into its bar, or to those that wait for what was before them. */
function takeMinute(following: Following, minute: Candle): void {
  if (following.forming !== undefined && following.forming.openTimeMs <= minute.openTimeMs)
    following.forming = undefined;
  if (following.waiting === null) following.bars.addCandle(minute);
  else following.waiting.push(minute);
}

/** The bar so far: its closed minutes and the one that forms. */
function joined(before: Candle | undefined, minute: Candle | undefined, interval: Interval): Candle | undefined {
  if (minute === undefined) return before;
  const openTimeMs = barOpenMs(interval, minute.openTimeMs);
  // A minute of the next bar while the last of this one is still to be told: the bar stands as it was.
  if (before !== undefined && before.openTimeMs + intervalMs(interval) <= minute.openTimeMs) return before;
  if (before === undefined) return { ...minute, openTimeMs };
  // Both lie in the same bar and on the minutes' grid, so the one rule for joining bars holds for them as well.
  return candleAt(aggregateColumns(candleColumnsOf([before, minute]), '1m', interval), 0);
}
