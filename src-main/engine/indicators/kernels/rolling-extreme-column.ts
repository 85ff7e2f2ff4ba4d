/**
 * Highest and lowest of the last `period` values at each index, NaN before index `from + period - 1`: the numbers of
 * RollingExtreme over a whole column, in `out`. The window ending at i is the tail of one block of `period` values and the head of the
 * next, so two comparisons a value do (van Herk 1992, Gil and Werman 1993), without a branch that depends on the prices.
 */
export function highestColumn(
  values: Float64Array,
  from: number,
  period: number,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  const length = values.length;
  out.fill(Number.NaN, 0, Math.min(from + period - 1, length));
  const tail = new Float64Array(period);
  for (let last = from + period - 1; last < length; last += period) {
    let highest = values[last] as number;
    for (let k = period - 1; k >= 0; k--) {
      const value = values[last - period + 1 + k] as number;
      if (value > highest) highest = value;
      tail[k] = highest;
    }
    out[last] = highest;
    const end = Math.min(period, length - last);
    let head = Number.NEGATIVE_INFINITY;
    for (let k = 1; k < end; k++) {
      const value = values[last + k] as number;
      if (value > head) head = value;
      const before = tail[k] as number;
      out[last + k] = before > head ? before : head;
    }
  }
  return out;
}

export function lowestColumn(
  values: Float64Array,
  from: number,
  period: number,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  const length = values.length;
  out.fill(Number.NaN, 0, Math.min(from + period - 1, length));
  const tail = new Float64Array(period);
  for (let last = from + period - 1; last < length; last += period) {
    let lowest = values[last] as number;
    for (let k = period - 1; k >= 0; k--) {
      const value = values[last - period + 1 + k] as number;
      if (value < lowest) lowest = value;
      tail[k] = lowest;
    }
    out[last] = lowest;
    const end = Math.min(period, length - last);
    let head = Number.POSITIVE_INFINITY;
    for (let k = 1; k < end; k++) {
      const value = values[last + k] as number;
      if (value < head) head = value;
      const before = tail[k] as number;
      out[last + k] = before < head ? before : head;
    }
  }
  return out;
}

/** Where each value from index `from` on stands between `lowest` and `highest`, 0 to 100 (0 without a range), into `highest`. */
export function placeInRange(values: Float64Array, highest: Float64Array, lowest: Float64Array, from: number): void {
  for (let i = from; i < values.length; i++) {
    const least = lowest[i] as number;
    const range = (highest[i] as number) - least;
    highest[i] = range === 0 ? 0 : 100 * (((values[i] as number) - least) / range);
  }
}

/** The mean of both, index by index. */
export function middleColumn(highest: Float64Array, lowest: Float64Array): Float64Array {
  const length = highest.length;
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = ((highest[i] as number) + (lowest[i] as number)) / 2;
  return out;
}

/** Moves every value `count` indexes on, NaN before the first. */
export function shiftLater(column: Float64Array, count: number): void {
  column.copyWithin(count, 0);
  column.fill(Number.NaN, 0, Math.min(count, column.length));
}
