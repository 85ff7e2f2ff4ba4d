import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { Aggregator } from '../engine/market-data/aggregator.ts';
import { CandleBuilder } from '../engine/market-data/candle-builder.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { MarketMessage } from '../engine/ports/market-feed.ts';
import type { Candle } from '../model/candle.ts';
import { candleAt, candleColumnsOf } from '../model/candle.ts';
import { aggregateColumns } from '../model/candle-aggregation.ts';
import type { MarketTrade } from '../model/market-trade.ts';
import type { Interval } from '../model/time.ts';
import { barOpenMs } from '../model/time.ts';

export type Series = { readonly instrumentId: string; readonly interval: Interval };

export type FollowedSeriesOptions = {
  readonly clock: Clock;
  readonly candles: CandleStore;
  readonly onMarket: (listener: (message: MarketMessage) => void) => Disposable;
  /** Trades the market made between two times, the first included, the second not. */
  readonly tradesBetween: (instrumentId: string, fromMs: number, toMs: number) => readonly MarketTrade[];
  readonly isTraded: (instrumentId: string) => boolean;
  readonly tell: (series: Series, candle: Candle, closed: boolean) => void;
};

/** One series being followed: minutes from trades, its bars from minutes. */
type Following = {
  readonly series: Series;
  readonly minutes: CandleBuilder;
  readonly bars: Aggregator;
  /** Minutes that closed before the stored ones were read; null once those are in. */
  waiting: Candle[] | null;
};

/**
 * The forming bar of the one series a chart shows. Its closed minutes come from the store once; the minute that forms is
 * built from the market's trades since that minute began, so that following late misses nothing.
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
    this.#following = null;
    if (series === null || !this.#options.isTraded(series.instrumentId)) return succeed(null);
    const following = this.#begin(series);
    this.#following = following;
    const toMs = barOpenMs('1m', this.#toldUpToMs);
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
    this.#following = null;
    void this.#listening.dispose();
  }

  #begin(series: Series): Following {
    const { tell, tradesBetween } = this.#options;
    const following: Following = {
      series,
      minutes: new CandleBuilder('1m', (minute) => {
        if (following.waiting === null) following.bars.addCandle(minute);
        else following.waiting.push(minute);
      }),
      bars: new Aggregator('1m', series.interval, (bar) => tell(series, bar, true)),
      waiting: [],
    };
    const fromMs = barOpenMs('1m', this.#toldUpToMs);
    for (const trade of tradesBetween(series.instrumentId, fromMs, this.#toldUpToMs + 1)) {
      following.minutes.addTrade(trade.price, trade.quantity, trade.timeMs);
    }
    return following;
  }

  #receive(message: MarketMessage): void {
    const following = this.#following;
    if (message.kind === 'trade' && message.trade.instrumentId === following?.series.instrumentId) {
      following.minutes.addTrade(message.trade.price, message.trade.quantity, message.trade.timeMs);
    }
    if (message.kind !== 'time') return;
    this.#toldUpToMs = message.timeMs;
    if (following === null) return;
    following.minutes.closeUpTo(message.timeMs);
    if (following.waiting === null) following.bars.closeUpTo(message.timeMs);
    this.#tellForming(following);
  }

  #tellForming(following: Following): void {
    if (following !== this.#following || following.waiting !== null) return;
    const bar = joined(following.bars.forming(), following.minutes.forming(), following.series.interval);
    if (bar !== undefined) this.#options.tell(following.series, bar, false);
  }
}

/** The bar so far: its closed minutes and the one that forms. */
function joined(before: Candle | undefined, minute: Candle | undefined, interval: Interval): Candle | undefined {
  if (minute === undefined) return before;
  if (before === undefined) return { ...minute, openTimeMs: barOpenMs(interval, minute.openTimeMs) };
  // Both lie in the same bar and on the minutes' grid, so the one rule for joining bars holds for them as well.
  return candleAt(aggregateColumns(candleColumnsOf([before, minute]), '1m', interval), 0);
}
