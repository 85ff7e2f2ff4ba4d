import type { Candle } from '../../model/candle.ts';
import { assertCanAggregate } from '../../model/candle-aggregation.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import type { ClosedCandleListener } from './bar-series.ts';
import { BarSeries } from './bar-series.ts';

/**
 * Coarser bars from closed finer ones, as they come; the step form of `aggregateColumns`. A coarser bar is emitted as soon
 * as its last finer bar is in, or a later one comes, or the clock passes its end: exactly once, made from what is there.
 * Finer bars that are not after the ones taken already are ignored and counted.
 */
export class Aggregator {
  readonly #series: BarSeries;
  readonly #fromLengthMs: number;
  #takenUpToMs = Number.NEGATIVE_INFINITY;
  #repeatedCandles = 0;

  /** Throws RangeError when bars of `fromInterval` do not fit whole into bars of `toInterval`. */
  constructor(fromInterval: Interval, toInterval: Interval, onClosed: ClosedCandleListener) {
    assertCanAggregate(fromInterval, toInterval);
    this.#fromLengthMs = intervalMs(fromInterval);
    this.#series = new BarSeries(toInterval, onClosed);
  }

  get lateCandles(): number {
    return this.#series.lateCount + this.#repeatedCandles;
  }

  /** Takes one closed finer bar. Times must increase; gaps are fine. */
  addCandle(candle: Candle): void {
    if (candle.openTimeMs < this.#takenUpToMs) {
      this.#repeatedCandles++;
      return;
    }
    if (!this.#series.enter(candle.openTimeMs, candle.open)) return;
    this.#takenUpToMs = candle.openTimeMs + this.#fromLengthMs;
    const { bar } = this.#series;
    bar.addPrice(candle.high);
    bar.addPrice(candle.low);
    bar.addPrice(candle.close);
    bar.addVolume(candle.volume);
    if (this.#takenUpToMs >= this.#series.endMs) this.#series.close();
  }

  /** No finer bar that ends by `timeMs` will come any more: a coarser bar that ends by then is emitted. */
  closeUpTo(timeMs: TimestampMs): void {
    this.#series.closeUpTo(timeMs);
  }

  /** A copy of the bar that still grows, from closed finer bars alone; undefined between bars. */
  forming(): Candle | undefined {
    return this.#series.forming();
  }
}
