import { anchorInterval, SHRINK_LIMIT } from './rolling-sum.ts';

/**
 * Mean and population deviation over a sliding window. The sums of values and squares are kept relative to one of the
 * values ("offset"), because x² − mean² of prices far from zero leaves few digits, and are made afresh as in
 * rolling-sum.ts: every so many values, and whenever the spread Σ(x − mean)² is small against what the sums have held since
 * the last anchor. A window of equal values has deviation 0 exactly.
 * The array form and the object form do the same operations in the same order and agree to the bit.
 */
export type DeviationColumns = { readonly mean: Float64Array; readonly deviation: Float64Array };

/** Mean and deviation of the last `period` values at each index; NaN before index `from + period - 1`. */
export function rollingDeviationColumns(values: Float64Array, from: number, period: number): DeviationColumns {
  const length = values.length;
  const [mean, deviation] = [new Float64Array(length), new Float64Array(length)];
  let i = Math.min(from + period - 1, length);
  mean.fill(Number.NaN, 0, i);
  deviation.fill(Number.NaN, 0, i);
  const inverse = 1 / period;
  const interval = anchorInterval(period);
  while (i < length) {
    const offset = values[i] as number;
    let sum = 0;
    let squares = 0;
    for (let j = i - period + 1; j <= i; j++) {
      const distance = (values[j] as number) - offset;
      sum += distance;
      squares += distance * distance;
    }
    let peak = squares;
    mean[i] = offset + sum * inverse;
    deviation[i] = rootOf((squares - sum * sum * inverse) * inverse);
    const stop = Math.min(length, ++i + interval);
    for (; i < stop; i++) {
      const coming = (values[i] as number) - offset;
      const leaving = (values[i - period] as number) - offset;
      const change = coming - leaving;
      sum += change;
      squares += change * (coming + leaving);
      const spread = squares - sum * sum * inverse;
      if (squares > peak) peak = squares;
      if (!(spread >= peak * SHRINK_LIMIT)) break;
      mean[i] = offset + sum * inverse;
      deviation[i] = Math.sqrt(spread * inverse);
    }
  }
  return { mean, deviation };
}

/** The same, value by value: feed `next`, read `mean` and `deviation` (NaN until `period` values were taken). */
export class RollingDeviation {
  incoming = Number.NaN;
  mean = Number.NaN;
  deviation = Number.NaN;
  private readonly window: Float64Array;
  private readonly interval: number;
  private readonly inverse: number;
  private position = 0;
  private missing: number;
  private sinceAnchor = 0;
  private offset = Number.NaN;
  private sum = Number.NaN;
  private squares = Number.NaN;
  private peak = Number.NaN;

  constructor(period: number) {
    this.window = new Float64Array(period);
    this.interval = anchorInterval(period);
    this.inverse = 1 / period;
    this.missing = period;
  }

  /** As `incoming` and `take`, which a step uses that computes the number: handed to a function it may be boxed. */
  next(value: number): void {
    this.incoming = value;
    this.take();
  }

  take(): void {
    const window = this.window;
    const position = this.position;
    const leaving = (window[position] as number) - this.offset;
    const value = this.incoming;
    window[position] = value;
    this.position = position + 1 === window.length ? 0 : position + 1;
    if (this.missing > 0 && --this.missing > 0) return;
    if (this.sinceAnchor === 0) {
      this.anchor();
      return;
    }
    const coming = value - this.offset;
    const change = coming - leaving;
    const sum = this.sum + change;
    const squares = this.squares + change * (coming + leaving);
    const spread = squares - sum * sum * this.inverse;
    if (squares > this.peak) this.peak = squares;
    if (!(spread >= this.peak * SHRINK_LIMIT)) {
      this.anchor();
      return;
    }
    this.sum = sum;
    this.squares = squares;
    this.mean = this.offset + sum * this.inverse;
    this.deviation = Math.sqrt(spread * this.inverse);
    this.sinceAnchor = this.sinceAnchor === this.interval ? 0 : this.sinceAnchor + 1;
  }

  private anchor(): void {
    const offset = this.incoming;
    let sum = 0;
    let squares = 0;
    const window = this.window;
    for (let k = 0, j = this.position; k < window.length; k++) {
      const distance = (window[j] as number) - offset;
      sum += distance;
      squares += distance * distance;
      j = j + 1 === window.length ? 0 : j + 1;
    }
    this.offset = offset;
    this.sum = sum;
    this.squares = squares;
    this.peak = squares;
    this.sinceAnchor = this.interval > 0 ? 1 : 0;
    this.mean = offset + sum * this.inverse;
    this.deviation = rootOf((squares - sum * sum * this.inverse) * this.inverse);
  }
}

/** A variance may come out a rounding below 0. */
function rootOf(variance: number): number {
  return Math.sqrt(Math.max(variance, 0));
}
