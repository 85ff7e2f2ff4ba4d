import type { Candle } from '../../model/candle.ts';
import { volumeFractionUnits, volumeOf } from '../../model/candle-aggregation.ts';
import type { TimestampMs } from '../../model/time.ts';

/** The bar that still grows. Mutable and reused, so that a trade costs no allocation; what leaves is a copy. */
export class FormingBar {
  #openTimeMs = Number.NEGATIVE_INFINITY;
  #open = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  #volumeWhole = 0;
  #volumeFractionUnits = 0;

  get openTimeMs(): TimestampMs {
    return this.#openTimeMs;
  }

  begin(openTimeMs: TimestampMs, price: number): void {
    this.#openTimeMs = openTimeMs;
    this.#open = price;
    this.#high = price;
    this.#low = price;
    this.#close = price;
    this.#volumeWhole = 0;
    this.#volumeFractionUnits = 0;
  }

  addPrice(price: number): void {
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
    this.#close = price;
  }

  addVolume(volume: number): void {
    const whole = Math.floor(volume);
    this.#volumeWhole += whole;
    this.#volumeFractionUnits += volumeFractionUnits(volume, whole);
  }

  toCandle(): Candle {
    return {
      openTimeMs: this.#openTimeMs,
      open: this.#open,
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: volumeOf(this.#volumeWhole, this.#volumeFractionUnits),
    };
  }
}
