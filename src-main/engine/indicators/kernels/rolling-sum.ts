/**
 * The sum over a sliding window, kept by adding what comes and taking away what leaves. Rounding errors of that recursion
 * add up without end, so the sum is made afresh from the window ("anchored") every `anchorInterval` values, and at once
 * when it has shrunk far below its peak since the last anchor (or is not a number), when what is left would be mostly
 * rounding of values long gone. The result stays within 1e-10 of a fresh sum for values of one sign. The peak is known to a
 * factor of two (`most`, raised in doublings): a comparison a value that the processor foresees.
 * The array form and the object form do the same operations in the same order and agree to the bit.
 */

/** A sum below this share of its peak since the anchor is made afresh. */
export const SHRINK_LIMIT = 1 / 1024;

/** Values between two anchors: so many that anchoring costs at most an eighth of an addition each; none for one value. */
export function anchorInterval(period: number): number {
  return period === 1 ? 0 : Math.max(1024, 8 * period);
}

/** Sum of `values[start]` to `values[end - 1]`, oldest first. */
export function sumBetween(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] as number;
  return sum;
}

/** Sum over the last `period` values at each index, divided by `divisor`; NaN before index `from + period - 1`. */
export function rollingSumColumn(values: Float64Array, from: number, period: number, divisor = 1): Float64Array {
  const length = values.length;
  const out = new Float64Array(length);
  let i = Math.min(from + period - 1, length);
  out.fill(Number.NaN, 0, i);
  const interval = anchorInterval(period);
  while (i < length) {
    let sum = sumBetween(values, i - period + 1, i + 1);
    out[i++] = sum / divisor;
    const stop = Math.min(length, i + interval);
    for (let most = 2 * Math.abs(sum); i < stop; ) {
      const least = most * SHRINK_LIMIT;
      let size = 0;
      for (; i < stop; i++) {
        const next = sum + ((values[i] as number) - (values[i - period] as number));
        size = Math.abs(next);
        if (!(size >= least && size <= most)) break;
        sum = next;
        out[i] = sum / divisor;
      }
      if (!(size > most)) break;
      most = 2 * size;
    }
  }
  return out;
}

/**
 * The same, value by value: `next`, or set `incoming`, call `take` and read `value` where a step computes the number (a
 * number handed to or from a function that is not inlined is boxed). NaN until there are `period` values.
 */
export class RollingSum {
  incoming = Number.NaN;
  value = Number.NaN;
  private readonly window: Float64Array;
  private readonly interval: number;
  private position = 0;
  private missing: number;
  private sinceAnchor = 0;
  private most = Number.NaN;
  private least = Number.NaN;

  constructor(period: number) {
    this.window = new Float64Array(period);
    this.interval = anchorInterval(period);
    this.missing = period;
  }

  next(value: number): number {
    this.incoming = value;
    this.take();
    return this.value;
  }

  take(): void {
    const window = this.window;
    const position = this.position;
    const sum = this.value + (this.incoming - (window[position] as number));
    window[position] = this.incoming;
    this.position = position + 1 === window.length ? 0 : position + 1;
    if (this.sinceAnchor === 0) {
      if (this.missing > 1) this.missing--;
      else this.anchor();
      return;
    }
    const size = Math.abs(sum);
    if (!(size >= this.least && size <= this.most)) {
      if (!(size > this.most)) {
        this.anchor();
        return;
      }
      this.most = 2 * size;
      this.least = this.most * SHRINK_LIMIT;
    }
    this.value = sum;
    this.sinceAnchor = this.sinceAnchor === this.interval ? 0 : this.sinceAnchor + 1;
  }

  private anchor(): void {
    let sum = 0;
    const window = this.window;
    for (let i = this.position; i < window.length; i++) sum += window[i] as number;
    for (let i = 0; i < this.position; i++) sum += window[i] as number;
    this.value = sum;
    this.most = 2 * Math.abs(sum);
    this.least = this.most * SHRINK_LIMIT;
    this.sinceAnchor = this.interval > 0 ? 1 : 0;
    this.missing = 0;
  }
}
