/**
 * Highest and lowest of the last `period` values at each index, NaN before index `from + period - 1`: the numbers of
 * RollingExtreme over a whole column. The window ending at i is the tail of one block of `period` values and the head of the
 * next, so two comparisons a value do (van Herk 1992, Gil and Werman 1993), without a branch that depends on the prices.
 */
export function highestColumn(values: Float64Array, from: number, period: number): Float64Array {
  const length = values.length;
  const out = new Float64Array(length).fill(Number.NaN, 0, Math.min(from + period - 1, length));
  const tail = new Float64Array(period);
  for (let last = from + period - 1; last < length; last += period) {
    let highest = values[last] as number;
    for (let k = period - 1; k >= 0; k--) {
      highest = Math.max(highest, values[last - period + 1 + k] as number);
      tail[k] = highest;
    }
    out[last] = highest;
    const end = Math.min(period, length - last);
    let head = Number.NEGATIVE_INFINITY;
    for (let k = 1; k < end; k++) {
      head = Math.max(head, values[last + k] as number);
      out[last + k] = Math.max(tail[k] as number, head);
    }
  }
  return out;
}

export function lowestColumn(values: Float64Array, from: number, period: number): Float64Array {
  const length = values.length;
  const out = new Float64Array(length).fill(Number.NaN, 0, Math.min(from + period - 1, length));
  const tail = new Float64Array(period);
  for (let last = from + period - 1; last < length; last += period) {
    let lowest = values[last] as number;
    for (let k = period - 1; k >= 0; k--) {
      lowest = Math.min(lowest, values[last - period + 1 + k] as number);
      tail[k] = lowest;
    }
    out[last] = lowest;
    const end = Math.min(period, length - last);
    let head = Number.POSITIVE_INFINITY;
    for (let k = 1; k < end; k++) {
      head = Math.min(head, values[last + k] as number);
      out[last + k] = Math.min(tail[k] as number, head);
    }
  }
  return out;
}
