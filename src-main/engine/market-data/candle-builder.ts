import type { Candle } from '../../model/candle.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import type { ClosedCandleListener } from './bar-series.ts';
import { BarSeries } from './bar-series.ts';

/**
 * Bars of one instrument and interval from its trades. A bar closes when a trade of a later bar comes or the feed's clock
 * passes its end, and is emitted exactly once; a span without trades has no bar. Trades of a bar that has passed are
 * ignored and counted, so that a bar once seen never changes.
 */
export class CandleBuilder {
  readonly #series: BarSeries;

  constructor(interval: Interval, onClosed: ClosedCandleListener) {
    this.#series = new BarSeries(interval, onClosed);
  }

  get lateTrades(): number {
    return this.#series.lateCount;
  }

  /** `price` in quote per base, `quantity` in base. Trades within a bar are taken in the order they arrive. */
  addTrade(price: number, quantity: number, timeMs: TimestampMs): void {
    if (!this.#series.enter(timeMs, price)) return;
    this.#series.bar.addPrice(price);
    this.#series.bar.addVolume(quantity);
  }

  /** The feed has said everything up to `timeMs`: a bar that ends by then is emitted. */
  closeUpTo(timeMs: TimestampMs): void {
    this.#series.closeUpTo(timeMs);
  }

  /** A copy of the bar that still grows; undefined between bars. */
  forming(): Candle | undefined {
    return this.#series.forming();
  }
}
