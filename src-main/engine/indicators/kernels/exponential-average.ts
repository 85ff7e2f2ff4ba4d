import { sumBetween } from './rolling-sum.ts';

/**
 * average = weight × value + (1 − weight) × average before, seeded with the plain mean of the first `period` values: the
 * recursion of TradingView's ta.ema (weight 2 / (period + 1)) and ta.rma, also known as Wilder's smoothing (weight
 * 1 / period). The array form and the object form do the same operations in the same order and agree to the bit.
 */

/** Weight of the newest value in an EMA of `period`. */
export function emaWeight(period: number): number {
  return 2 / (period + 1);
}

/** Weight of the newest value in Wilder's smoothing of `period`. */
export function rmaWeight(period: number): number {
  return 1 / period;
}

/** The average at each index; NaN before index `from + period - 1`. `values` before `from` are not read. */
export function exponentialColumn(values: Float64Array, from: number, period: number, weight: number): Float64Array {
  const length = values.length;
  const out = new Float64Array(length);
  const first = from + period - 1;
  out.fill(Number.NaN, 0, Math.min(first, length));
  if (first >= length) return out;
  let average = sumBetween(values, from, first + 1) / period;
  out[first] = average;
  const keep = 1 - weight;
  for (let i = first + 1; i < length; i++) {
    average = weight * (values[i] as number) + keep * average;
    out[i] = average;
  }
  return out;
}

/**
 * The same, value by value: `next`, or set `incoming`, call `take` and read `value` where a step computes the number (a
 * number handed to or from a function that is not inlined is boxed). NaN until `period` values were taken.
 */
export class ExponentialAverage {
  incoming = Number.NaN;
  value = Number.NaN;
  private readonly period: number;
  private readonly weight: number;
  private readonly keep: number;
  private missing: number;
  private sum = Number.NaN;

  constructor(period: number, weight: number) {
    this.period = period;
    this.weight = weight;
    this.keep = 1 - weight;
    this.missing = period;
  }

  next(value: number): number {
    this.incoming = value;
    this.take();
    return this.value;
  }

  take(): void {
    if (this.missing > 0) this.seed();
    else this.value = this.weight * this.incoming + this.keep * this.value;
  }

  private seed(): void {
    this.sum = this.missing === this.period ? 0 + this.incoming : this.sum + this.incoming;
    this.missing--;
    if (this.missing === 0) this.value = this.sum / this.period;
  }
}
