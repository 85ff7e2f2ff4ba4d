import type { Candle } from '../../model/candle.ts';
import { unitsToVolume, volumeToUnits } from '../../model/candle-aggregation.ts';
import type { TimestampMs } from '../../model/time.ts';

/** The bar that still grows. Mutable and reused, so that a trade costs no allocation; what leaves is a copy. */
export class FormingBar {
  #openTimeMs = Number.NEGATIVE_INFINITY;
  #open = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  #volumeUnits = 0;

  get openTimeMs(): TimestampMs {
    return this.#openTimeMs;
  }

  begin(openTimeMs: TimestampMs, price: number): void {
    this.#openTimeMs = openTimeMs;
    this.#open = price;
    this.#high = price;
    this.#low = price;
    this.#close = price;
    this.#volumeUnits = 0;
  }

  addPrice(price: number): void {
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
    this.#close = price;
  }

  addVolume(volume: number): void {
    this.#volumeUnits += volumeToUnits(volume);
  }

  toCandle(): Candle {
    return {
      openTimeMs: this.#openTimeMs,
      open: this.#open,
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: unitsToVolume(this.#volumeUnits),
    };
  }
}
