import type { Candle } from '../../model/candle.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import { FormingBar } from './forming-bar.ts';

/** Receives each closed bar once, in order of time. The candle is the receiver's to keep. */
export type ClosedCandleListener = (candle: Candle) => void;

/**
 * The order of bars of one series: which bar is forming, when it closes, what comes too late. Candle builder and
 * aggregator differ only in what they put into the bar.
 */
export class BarSeries {
  readonly interval: Interval;
  readonly bar = new FormingBar();
  readonly #lengthMs: number;
  readonly #onClosed: ClosedCandleListener;
  #hasBar = false;
  #endMs = Number.NEGATIVE_INFINITY;
  /** Open time of the earliest bar that has not been emitted or passed. */
  #earliestOpenMs = Number.NEGATIVE_INFINITY;
  #lateCount = 0;

  constructor(interval: Interval, onClosed: ClosedCandleListener) {
    this.interval = interval;
    this.#lengthMs = intervalMs(interval);
    this.#onClosed = onClosed;
  }

  get lateCount(): number {
    return this.#lateCount;
  }

  get hasBar(): boolean {
    return this.#hasBar;
  }

  /** End of the forming bar, its last moment not included. Meaningful while `hasBar`. */
  get endMs(): TimestampMs {
    return this.#endMs;
  }

  /** Makes the bar of `timeMs` the forming one, closing an earlier one. False when its time has passed: counted as late. */
  enter(timeMs: TimestampMs, firstPrice: number): boolean {
    if (this.#hasBar && timeMs < this.#endMs && timeMs >= this.bar.openTimeMs) return true;
    const openMs = barOpenMs(this.interval, timeMs);
    if (openMs < this.#earliestOpenMs) {
      this.#lateCount++;
      return false;
    }
    this.close();
    this.bar.begin(openMs, firstPrice);
    this.#hasBar = true;
    this.#endMs = openMs + this.#lengthMs;
    this.#earliestOpenMs = openMs;
    return true;
  }

  /** The time is `timeMs`: a bar that ends by then is complete, and nothing for it is taken any more. */
  closeUpTo(timeMs: TimestampMs): void {
    if (this.#hasBar && this.#endMs <= timeMs) this.close();
    const openMs = barOpenMs(this.interval, timeMs);
    if (openMs > this.#earliestOpenMs) this.#earliestOpenMs = openMs;
  }

  /** Emits the forming bar, if there is one, whatever the time. */
  close(): void {
    if (!this.#hasBar) return;
    this.#hasBar = false;
    this.#earliestOpenMs = this.#endMs;
    this.#onClosed(this.bar.toCandle());
  }

  /** A copy of the bar that still grows; undefined between bars. */
  forming(): Candle | undefined {
    return this.#hasBar ? this.bar.toCandle() : undefined;
  }
}
