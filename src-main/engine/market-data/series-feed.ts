import type { Candle } from '../../model/candle.ts';
import { copyCandle } from '../../model/candle.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import type { Frame } from '../indicators/frame.ts';
import { Aggregator } from './aggregator.ts';

export type SeriesFeedOptions = {
  readonly frame: Frame;
  readonly interval: Interval;
  /** Of the bars it is built from. */
  readonly fromInterval: Interval;
};

/**
 * One further series of a bot: its closed bars as they come, from finer ones where need be, held back until a bar of the
 * bot's own has closed as late as they have. What the bot sees depends on that moment alone, not on who was told first.
 */
export class SeriesFeed {
  readonly frame: Frame;
  readonly interval: Interval;
  readonly #fromInterval: Interval;
  readonly #lengthMs: number;
  readonly #bars: Aggregator | null;
  /** Closed, not shown yet; those before `#shown` are done with. */
  #heldBack: Candle[] = [];
  #shown = 0;
  #latestOpenMs: TimestampMs;

  constructor({ frame, interval, fromInterval }: SeriesFeedOptions) {
    this.frame = frame;
    this.interval = interval;
    this.#fromInterval = fromInterval;
    this.#lengthMs = intervalMs(interval);
    this.#latestOpenMs = frame.lastOpenMs;
    const whole = interval === fromInterval;
    this.#bars = whole ? null : new Aggregator(fromInterval, interval, (bar) => this.#arrive(bar));
  }

  /** Where bars of its own that are known already end; −Infinity when there are none. */
  get knownUpToMs(): TimestampMs {
    return this.#latestOpenMs + this.#lengthMs;
  }

  /** Takes a closed bar, borrowed, of its own interval or of the one it is built from; others are not for it. */
  take(interval: Interval, candle: Candle): void {
    if (interval === this.interval) this.#arrive(copyCandle(candle));
    else if (interval === this.#fromInterval) this.#bars?.addCandle(candle);
  }

  /** No bar that ends by `timeMs` will come any more. */
  closeUpTo(timeMs: TimestampMs): void {
    this.#bars?.closeUpTo(timeMs);
  }

  /** Whether the latest bar that can end by `endMs` has come, or a later one. */
  hasReached(endMs: TimestampMs): boolean {
    return this.#latestOpenMs >= barOpenMs(this.interval, endMs) - this.#lengthMs;
  }

  /** Lets the bot see every bar that ends by `endMs`. */
  showUpTo(endMs: TimestampMs): void {
    const held = this.#heldBack;
    while (this.#shown < held.length) {
      const bar = held[this.#shown] as Candle;
      if (bar.openTimeMs + this.#lengthMs > endMs) return;
      this.frame.advance(bar);
      this.#shown++;
    }
    if (this.#shown === 0) return;
    this.#heldBack = [];
    this.#shown = 0;
  }

  #arrive(bar: Candle): void {
    if (bar.openTimeMs <= this.#latestOpenMs) return;
    this.#latestOpenMs = bar.openTimeMs;
    this.#heldBack.push(bar);
  }
}
