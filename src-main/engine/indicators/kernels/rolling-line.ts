import { anchorInterval, SHRINK_LIMIT } from './rolling-sum.ts';

/**
 * Sums of the last `period` values, plain and weighted 1 (oldest) to `period` (newest), from which the weighted moving
 * average and the least-squares line follow. Kept relative to one of the values and made afresh as in rolling-sum.ts.
 * Feed `next`, read `weightedMean`, `mean` and `slope`; NaN until `period` values were taken. `weightedMeanColumn` does the
 * same operations in the same order over a column.
 */
export class RollingLine {
  incoming = Number.NaN;
  weightedMean = Number.NaN;
  mean = Number.NaN;
  /** Of the least-squares line, in value per step; 0 for a period of 1. */
  slope = Number.NaN;
  private readonly window: Float64Array;
  private readonly interval: number;
  private readonly weights: number;
  private leaving = Number.NaN;
  private position = 0;
  private missing: number;
  private sinceAnchor = 0;
  private offset = Number.NaN;
  private sum = Number.NaN;
  private weighted = Number.NaN;
  private most = Number.NaN;
  private least = Number.NaN;

  constructor(period: number) {
    this.window = new Float64Array(period);
    this.interval = anchorInterval(period);
    this.weights = (period * (period + 1)) / 2;
    this.missing = period;
  }

  /** As `incoming` and `take`, which a step uses that computes the number: handed to a function it may be boxed. */
  next(value: number): void {
    this.incoming = value;
    this.take();
  }

  take(): void {
    const window = this.window;
    this.leaving = window[this.position] as number;
    window[this.position] = this.incoming;
    this.position = this.position + 1 === window.length ? 0 : this.position + 1;
    if (this.missing > 0 && --this.missing > 0) return;
    if (this.sinceAnchor === 0) this.anchor();
    else this.slide();
    this.show();
  }

  private slide(): void {
    const coming = this.incoming - this.offset;
    const leaving = this.leaving - this.offset;
    const weighted = this.weighted - this.sum + this.window.length * coming;
    const sum = this.sum + (coming - leaving);
    const size = Math.abs(this.offset) * this.weights + Math.abs(weighted);
    if (!(size <= this.most)) this.allow(size);
    const whole = Math.abs(this.offset * this.weights + weighted);
    if (!(whole >= this.least)) {
      this.anchor();
      return;
    }
    this.weighted = weighted;
    this.sum = sum;
    this.sinceAnchor = this.sinceAnchor === this.interval ? 0 : this.sinceAnchor + 1;
  }

  private anchor(): void {
    const window = this.window;
    const offset = this.incoming;
    let sum = 0;
    let weighted = 0;
    for (let k = 1, j = this.position; k <= window.length; k++) {
      const distance = (window[j] as number) - offset;
      sum += distance;
      weighted += k * distance;
      j = j + 1 === window.length ? 0 : j + 1;
    }
    this.offset = offset;
    this.sum = sum;
    this.weighted = weighted;
    this.allow(Math.abs(offset) * this.weights + Math.abs(weighted));
    this.sinceAnchor = this.interval > 0 ? 1 : 0;
  }

  private allow(size: number): void {
    this.most = 2 * size;
    this.least = this.most * SHRINK_LIMIT;
  }

  private show(): void {
    const period = this.window.length;
    this.mean = this.offset + this.sum / period;
    this.weightedMean = this.offset + this.weighted / this.weights;
    const spread = (period * (period - 1) * (period + 1)) / 12;
    this.slope = spread === 0 ? 0 : (this.weighted - (this.sum * (period + 1)) / 2) / spread;
  }
}

/** The weighted mean of the last `period` values at each index, NaN before index `from + period - 1`. */
export function weightedMeanColumn(values: Float64Array, from: number, period: number): Float64Array {
  const length = values.length;
  const out = new Float64Array(length);
  let i = Math.min(from + period - 1, length);
  out.fill(Number.NaN, 0, i);
  const weights = (period * (period + 1)) / 2;
  const interval = anchorInterval(period);
  while (i < length) {
    const offset = values[i] as number;
    let sum = 0;
    let weighted = 0;
    for (let k = 1; k <= period; k++) {
      const distance = (values[i - period + k] as number) - offset;
      sum += distance;
      weighted += k * distance;
    }
    const base = Math.abs(offset) * weights;
    let most = 2 * (base + Math.abs(weighted));
    let least = most * SHRINK_LIMIT;
    out[i++] = offset + weighted / weights;
    const stop = Math.min(length, i + interval);
    for (; i < stop; i++) {
      const coming = (values[i] as number) - offset;
      const leaving = (values[i - period] as number) - offset;
      weighted = weighted - sum + period * coming;
      sum += coming - leaving;
      const size = base + Math.abs(weighted);
      if (!(size <= most)) {
        most = 2 * size;
        least = most * SHRINK_LIMIT;
      }
      if (!(Math.abs(offset * weights + weighted) >= least)) break;
      out[i] = offset + weighted / weights;
    }
  }
  return out;
}
