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
import type { MarketTrade } from '../model/market-trade.ts';
import type { Interval } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';

export type Series = { readonly instrumentId: string; readonly interval: Interval };

export type FollowedSeriesOptions = {
  readonly clock: Clock;
  readonly candles: CandleStore;
  readonly onMarket: (listener: (message: MarketMessage) => void) => Disposable;
  /** Trades the market made between two times, the first included, the second not. */
  readonly tradesBetween: (instrumentId: string, fromMs: number, toMs: number) => readonly MarketTrade[];
  /** How its minutes come: made of its trades, told by its feed, or not at all. */
  readonly minutesOf: (instrumentId: string) => 'fromTrades' | 'told' | 'none';
  /** Keeps its market coming in. */
  readonly look: (instrumentId: string) => Disposable;
  readonly tell: (series: Series, candle: Candle, closed: boolean) => void;
};

/** One series being followed: minutes from trades or from its feed, its bars from minutes. */
type Following = {
  readonly series: Series;
  /** Null where the feed tells minutes. */
  readonly minutes: CandleBuilder | null;
  readonly bars: Aggregator;
  /** The minute that forms, as the feed told it last. */
  forming: Candle | undefined;
  /** Minutes that closed before the stored ones were read; null once those are in. */
  waiting: Candle[] | null;
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
  /** Everything up to this time has been told by the market. */
  #toldUpToMs: number;

  constructor(options: FollowedSeriesOptions) {
    this.#options = options;
    this.#toldUpToMs = options.clock.nowMs();
    this.#listening = options.onMarket((message) => this.#receive(message));
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
      minutes:
        minutes === 'told' ? null : new CandleBuilder('1m', (minute) => takeMinute(following, copyCandle(minute))),
      bars: new Aggregator('1m', series.interval, (bar) => tell(series, bar, true)),
      forming: undefined,
      waiting: [],
      looking: look(series.instrumentId),
    };
    if (following.minutes !== null) this.#tellMinuteSoFar(series, following.minutes);
    return following;
  }

  #tellMinuteSoFar({ instrumentId }: Series, minutes: CandleBuilder): void {
    const fromMs = barOpenMs('1m', this.#toldUpToMs);
    for (const trade of this.#options.tradesBetween(instrumentId, fromMs, this.#toldUpToMs + 1)) {
      minutes.addTrade(trade.price, trade.quantity, trade.timeMs);
    }
  }

  #receive(message: MarketMessage): void {
    const following = this.#following;
    if (message.kind === 'time') this.#receiveTime(message.timeMs);
    if (following === null || message.kind === 'time') return;
    const { instrumentId } = following.series;
    if (message.kind === 'trade' && message.trade.instrumentId === instrumentId) {
      const { price, quantity, timeMs } = message.trade;
      following.minutes?.addTrade(price, quantity, timeMs);
    } else if (message.kind === 'candle' && message.instrumentId === instrumentId) {
      takeMinute(following, copyCandle(message.candle));
    } else if (message.kind === 'forming' && message.instrumentId === instrumentId) {
      following.forming = copyCandle(message.candle);
    }
  }

  /** The demo market's clock and those of exchanges are the same machine's time, within a moment. */
  #receiveTime(timeMs: number): void {
    const following = this.#following;
    this.#toldUpToMs = Math.max(this.#toldUpToMs, timeMs);
    if (following === null) return;
    if (following.minutes !== null) {
      following.minutes.closeUpTo(timeMs);
      if (following.waiting === null) following.bars.closeUpTo(timeMs);
    }
    this.#tellForming(following);
  }

  #tellForming(following: Following): void {
    if (following !== this.#following || following.waiting !== null) return;
    const minute = following.minutes === null ? following.forming : following.minutes.forming();
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
