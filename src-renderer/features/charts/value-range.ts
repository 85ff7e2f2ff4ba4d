/** An axis: what it spans and where its lines are. */
export type ValueRange = { readonly min: number; readonly max: number };

/** Smallest and largest of `values` from index `from` to before `to`, NaN left out; undefined when nothing is left. */
export function rangeOf(values: Float64Array, from: number, to: number): ValueRange | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let index = Math.max(0, from); index < Math.min(to, values.length); index += 1) {
    const value = values[index] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined;
}

export function joinRanges(ranges: readonly (ValueRange | undefined)[]): ValueRange | undefined {
  let joined: ValueRange | undefined;
  for (const range of ranges) {
    if (range === undefined) continue;
    joined =
      joined === undefined ? range : { min: Math.min(joined.min, range.min), max: Math.max(joined.max, range.max) };
  }
  return joined;
}

/** Room below and above as shares of the span; a flat line gets a span of its own. */
export function padRange(range: ValueRange, below: number, above: number): ValueRange {
  const span = range.max - range.min;
  const room = span > 0 ? span : Math.abs(range.max) * 0.002 || 1;
  return { min: range.min - room * below, max: range.max + room * above };
}

/** About `count` round values inside the range: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function valueTicks(range: ValueRange, count: number): readonly number[] {
  const step = tickStep(range, count);
  const ticks: number[] = [];
  const first = Math.ceil(range.min / step);
  const last = Math.floor(range.max / step);
  for (let index = first; index <= last; index += 1) ticks.push(roundToStep(index, step));
  return ticks;
}

export function tickStep(range: ValueRange, count: number): number {
  const rough = (range.max - range.min) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  if (lead <= 1) return power;
  if (lead <= 2) return 2 * power;
  if (lead <= 2.5) return 2.5 * power;
  return lead <= 5 ? 5 * power : 10 * power;
}

/** index × step without the tail of a float: 3 × 0.1 is 0.3. */
function roundToStep(index: number, step: number): number {
  return Number((index * step).toPrecision(12));
}

/** Decimal places that show a step in full. */
export const decimalsOfStep = (step: number): number => decimalsOf(Number(step.toPrecision(6)), 12);

/** Decimal places of the shortest text of a number, at most `most`. */
export function decimalsOf(value: number, most = 8): number {
  if (!Number.isFinite(value)) return 0;
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const places = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return Math.min(most, Math.max(0, places));
}
