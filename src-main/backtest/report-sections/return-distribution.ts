import { roundStep } from './round-step.ts';

/** How many values lie in [from, to). */
export type Bin = { readonly from: number; readonly to: number; readonly count: number };

/** How often which daily return came. */
export type ReturnDistribution = {
  readonly days: number;
  /** Days without any change: only counted, they would dwarf the others. */
  readonly stillDays: number;
  /** Neighbours without a hole between them, one edge at 0; empty when no day changed the equity. */
  readonly bins: readonly Bin[];
};

const MOST_BINS = 40;

export function returnDistribution(dailyReturns: readonly number[]): ReturnDistribution {
  const stillDays = dailyReturns.filter((value) => value === 0).length;
  return { days: dailyReturns.length, stillDays, bins: binsOf(dailyReturns) };
}

/** Equal bins of a round width, one edge at 0, over all values but exact zeros. A value on an edge belongs to the bin above. */
export function binsOf(values: readonly number[]): Bin[] {
  const moved = values.filter((value) => value !== 0);
  if (moved.length === 0) return [];
  const low = moved.reduce((least, value) => Math.min(least, value), 0);
  const high = moved.reduce((most, value) => Math.max(most, value), 0);
  const width = roundStep((high - low) / MOST_BINS);
  const first = Math.floor(low / width);
  const counts = Array.from({ length: Math.floor(high / width) - first + 1 }, () => 0);
  for (const value of moved) {
    const bin = Math.floor(value / width) - first;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: (first + index) * width, to: (first + index + 1) * width, count }));
}
