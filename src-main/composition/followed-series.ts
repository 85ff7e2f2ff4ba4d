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
const NOT_FOLLOWED: readonly Following[] = [];

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

const keyOf = ({ instrumentId, interval }: Series): string => `${instrumentId} ${interval}`;

/**
 * The forming bars of all series that the charts of all windows show, each once however many show it. A series' closed
 * minutes come from the store once; the minute that forms is built from the market's trades since that minute began, or
 * told by the exchange, so that following late misses nothing.
 */
export class FollowedSeries implements Disposable {
  readonly #options: FollowedSeriesOptions;
  readonly #listening: Disposable;
  /** What each window shows. */
  readonly #wanted = new Map<number, readonly Series[]>();
  readonly #followed = new Map<string, Following>();
  readonly #byInstrument = new Map<string, readonly Following[]>();
  /** Everything up to this time has been told by the simulated market. */
  #toldUpToMs: number;

  constructor(options: FollowedSeriesOptions) {
    this.#options = options;
    this.#toldUpToMs = options.clock.nowMs();
    this.#listening = options.onMarket((message, venue) => this.#receive(message, venue));
  }

  /** Follows these for a window instead of what it followed before; series that do not trade have nothing to follow. */
  async follow(windowId: number, series: readonly Series[]): Promise<Outcome<null>> {
    this.#wanted.set(windowId, series);
    const wanted = this.#stopUnwanted();
    const begun = [...wanted.values()].flatMap((one) => (this.#followed.has(keyOf(one)) ? [] : this.#begin(one)));
    // What others follow already is told anew: who asks has not heard of the bar that forms.
    for (const one of series) this.#tellIfFollowed(one);
    const read = await Promise.all(begun.map((following) => this.#readPast(following)));
    return read.find((outcome) => !outcome.ok) ?? succeed(null);
  }

  /** Its window is gone, or its page begins anew. */
  forget(windowId: number): void {
    if (this.#wanted.delete(windowId)) this.#stopUnwanted();
  }

  dispose(): void {
    this.#wanted.clear();
    this.#stopUnwanted();
    void this.#listening.dispose();
  }

  /** Answers with what is wanted, by key. */
  #stopUnwanted(): ReadonlyMap<string, Series> {
    const wanted = new Map([...this.#wanted.values()].flat().map((one) => [keyOf(one), one]));
    for (const [key, following] of this.#followed) if (!wanted.has(key)) this.#stop(key, following);
    return wanted;
  }

  #stop(key: string, following: Following): void {
    void following.looking.dispose();
    this.#followed.delete(key);
    this.#index(following.series.instrumentId);
  }

  #index(instrumentId: string): void {
    const all = [...this.#followed.values()].filter(({ series }) => series.instrumentId === instrumentId);
    if (all.length === 0) this.#byInstrument.delete(instrumentId);
    else this.#byInstrument.set(instrumentId, all);
  }

  #tellIfFollowed(series: Series): void {
    const following = this.#followed.get(keyOf(series));
    if (following !== undefined) this.#tellForming(following);
  }

  #begin(series: Series): readonly Following[] {
    const minutes = this.#options.minutesOf(series.instrumentId);
    if (minutes === 'none') return [];
    const following = this.#create(series, minutes);
    this.#followed.set(keyOf(series), following);
    this.#index(series.instrumentId);
    return [following];
  }

  /** The closed minutes of the bar that forms, from the store; on them those that closed meanwhile. */
  async #readPast(following: Following): Promise<Outcome<null>> {
    const { series, isTold, bars } = following;
    const toMs = barOpenMs('1m', isTold ? this.#options.clock.nowMs() : this.#toldUpToMs);
    const fromMs = barOpenMs(series.interval, toMs);
    if (fromMs < toMs) {
      const range = { instrumentId: series.instrumentId, interval: '1m', fromMs, toMs } as const;
      const read = await this.#options.candles.read(range);
      if (!read.ok) {
        // Nobody follows what could not be begun: asked for again, it is begun again.
        if (this.#isFollowed(following)) this.#stop(keyOf(series), following);
        return read;
      }
      for (let row = 0; row < read.value.openTimeMs.length; row++) bars.addCandle(candleAt(read.value, row));
    }
    const waiting = following.waiting ?? [];
    following.waiting = null;
    for (const minute of waiting) bars.addCandle(minute);
    this.#tellForming(following);
    return succeed(null);
  }

  #isFollowed(following: Following): boolean {
    return this.#followed.get(keyOf(following.series)) === following;
  }

  #create(series: Series, minutes: 'fromTrades' | 'told'): Following {
    const { tell, look } = this.#options;
    const following: Following = {
      series,
      isTold: minutes === 'told',
      minutes: new CandleBuilder('1m', (minute) => {
        if (!following.isTold) takeMinute(following, copyCandle(minute));
      }),
      bars: new Aggregator('1m', series.interval, (bar) => {
        if (this.#isFollowed(following)) tell(series, bar, true);
      }),
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
    if (message.kind === 'time') {
      if (venue === DEMO_VENUE) this.#toldUpToMs = message.timeMs;
      for (const following of this.#followed.values()) {
        if (venue === venueOf(following.series.instrumentId)) this.#receiveTime(following, message.timeMs);
      }
    } else if (message.kind === 'trade') {
      const { instrumentId, price, quantity, timeMs } = message.trade;
      for (const following of this.#byInstrument.get(instrumentId) ?? NOT_FOLLOWED) {
        if (timeMs >= following.wholeFromMs) following.minutes.addTrade(price, quantity, timeMs);
      }
    } else if (message.kind === 'candle' || message.kind === 'forming') {
      for (const following of this.#byInstrument.get(message.instrumentId) ?? NOT_FOLLOWED) {
        if (message.kind === 'candle') takeMinute(following, copyCandle(message.candle));
        else following.forming = copyCandle(message.candle);
      }
    }
  }

  #receiveTime(following: Following, timeMs: number): void {
    following.settledMs = timeMs;
    following.minutes.closeUpTo(timeMs);
    if (!following.isTold && following.waiting === null) following.bars.closeUpTo(timeMs);
    this.#tellForming(following);
  }

  #tellForming(following: Following): void {
    if (!this.#isFollowed(following) || following.waiting !== null) return;
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
