import { sumBetween } from './rolling-sum.ts';

/**
 * average = weight × value + (1 − weight) × average before, seeded with the plain mean of the first `period` values: the
 * recursion of TradingView's ta.ema (weight 2 / (period + 1)) and ta.rma, also known as Wilder's smoothing (weight
 * 1 / period).
 */

/** Weight of the newest value in an EMA of `period`. */
export function emaWeight(period: number): number {
  return 2 / (period + 1);
}

/** Weight of the newest value in Wilder's smoothing of `period`. */
export function rmaWeight(period: number): number {
  return 1 / period;
}

/**
 * The average at each index; NaN before index `from + period - 1`. `values` before `from` are not read. Two values a turn,
 * the second from the average before both (keep² × it + …), so that the chain of operations is half as long: the numbers of
 * PairedAverage, which differ from those of ExponentialAverage by rounding alone.
 */
export function exponentialColumn(values: Float64Array, from: number, period: number, weight: number): Float64Array {
  const length = values.length;
  const out = new Float64Array(length);
  const first = from + period - 1;
  out.fill(Number.NaN, 0, Math.min(first, length));
  if (first >= length) return out;
  let average = sumBetween(values, from, first + 1) / period;
  out[first] = average;
  const keep = 1 - weight;
  const keepBoth = keep * keep;
  let i = first + 1;
  for (; i + 1 < length; i += 2) {
    const weighted = weight * (values[i] as number);
    out[i] = weighted + keep * average;
    average = weight * (values[i + 1] as number) + keep * weighted + keepBoth * average;
    out[i + 1] = average;
  }
  if (i < length) out[i] = weight * (values[i] as number) + keep * average;
  return out;
}

/** As ExponentialAverage, with the numbers of `exponentialColumn`. */
export class PairedAverage {
  value = Number.NaN;
  private readonly weight: number;
  private readonly keep: number;
  private readonly keepBoth: number;
  private readonly seed: ExponentialAverage;
  private missing: number;
  private isSecond = false;
  private base = Number.NaN;
  private weighted = Number.NaN;

  constructor(period: number, weight: number) {
    this.weight = weight;
    this.keep = 1 - weight;
    this.keepBoth = this.keep * this.keep;
    this.seed = new ExponentialAverage(period, weight);
    this.missing = period;
  }

  next(value: number): number {
    if (this.missing > 0) {
      this.missing--;
      this.base = this.seed.next(value);
      this.value = this.base;
    } else if (this.isSecond) {
      this.base = this.weight * value + this.keep * this.weighted + this.keepBoth * this.base;
      this.value = this.base;
      this.isSecond = false;
    } else {
      this.weighted = this.weight * value;
      this.value = this.weighted + this.keep * this.base;
      this.isSecond = true;
    }
    return this.value;
  }
}

/**
 * The average value by value: `next`, or set `incoming`, call `take` and read `value` where a step computes the number (a
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
