import type { StartUp } from './check-report.ts';
import type { OutputRecord, RunRecord } from './run-record.ts';

/** A run on the candles from `first` on. Its row 0 is row `first` of the whole run. */
export type LaterStart = { readonly first: number; readonly record: RunRecord };

/** Values this near to each other, relative to the larger, count as the same. */
const SETTLED = 1e-6;
/** Beside 0 a value is compared with this share of its usual size. */
const SMALLEST_SCALE = 1e-3;
/** Bars after the warm-up at which the difference is told. */
const TOLD_AT = [0, 10, 25, 50, 100, 200, 500, 1000, 2000];

/** How the k-th output depends on where the tape begins. Only bars after `warmUp` bars of history count. */
export function startUpOf(whole: RunRecord, starts: readonly LaterStart[], k: number, warmUp: number): StartUp {
  const output = whole.outputs[k] as OutputRecord;
  const worst = worstDifferences(output, starts, k);
  let settled = worst.length;
  while (settled > warmUp && (worst[settled - 1] as number) <= SETTLED) settled--;
  const told = TOLD_AT.map((bars) => bars + warmUp).filter((bars) => bars < worst.length);
  return {
    indicator: output.name,
    settledAfterBars: settled === worst.length ? null : settled,
    differences: told.map((bars) => ({ bars, percent: percentOf(worst[bars] as number) })),
  };
}

/** By bars of history: the largest relative difference over the starts, ∞ where only one of the two has a value. */
function worstDifferences({ given }: OutputRecord, starts: readonly LaterStart[], k: number): Float64Array {
  const longest = Math.max(0, ...starts.map(({ record }) => record.judged.lastIndexOf(1) + 1));
  const worst = new Float64Array(longest);
  const scale = SMALLEST_SCALE * usualSize(given);
  for (const { first, record } of starts) {
    const later = record.outputs[k]?.given as Float64Array;
    for (let bars = 0; bars < longest; bars++) {
      if (record.judged[bars] !== 1) continue;
      const difference = relativeDifference(given[first + bars] as number, later[bars] as number, scale);
      if (difference > (worst[bars] as number)) worst[bars] = difference;
    }
  }
  return worst;
}

function relativeDifference(expected: number, actual: number, smallestScale: number): number {
  if (Object.is(expected, actual) || expected === actual) return 0;
  if (Number.isNaN(expected) || Number.isNaN(actual)) return Number.POSITIVE_INFINITY;
  return Math.abs(expected - actual) / Math.max(Math.abs(expected), Math.abs(actual), smallestScale);
}

/** Root of the mean square of what is there. */
function usualSize(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value * value;
    count++;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}

function percentOf(difference: number): number | null {
  return Number.isFinite(difference) ? difference * 100 : null;
}
