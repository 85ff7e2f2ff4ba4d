import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { highestColumn, lowestColumn } from '../indicators/kernels/rolling-extreme-column.ts';

/** Extremes of their surroundings, in order of bars; each is confirmed `swingLength` bars after it and stays one for ever. */
export type Pivots = {
  readonly bar: readonly number[];
  /** 1 a high, −1 a low. */
  readonly direction: readonly (1 | -1)[];
  readonly swingLength: number;
};

/**
 * Swings in hindsight: of the pivots of one direction in a row (a run) the most extreme, the first of equals; and one at
 * each edge of the data, opposite to its neighbour, which the package adds.
 */
export type SwingList = {
  readonly bar: Int32Array;
  /** Alternating. */
  readonly direction: Int8Array;
  readonly level: Float64Array;
  /** Bar at whose close no later bar can change the swing: the next run has begun. Infinity when that is not in the data. */
  readonly finalAt: Float64Array;
  /** The run of swing k is pivots `firstPivot[k]` to `firstPivot[k + 1]` (not included); empty at the edges. */
  readonly firstPivot: Int32Array;
  readonly pivots: Pivots;
};

/**
 * Bar i is a pivot high when its high is the highest of the 2 · swingLength bars ending at i + swingLength (so one bar
 * fewer before than after), a low likewise; a bar that is both is a high. The first is looked for at 2 · swingLength − 1.
 */
function findPivots({ high, low }: CandleColumns, swingLength: number): Pivots {
  const window = 2 * swingLength;
  const highest = highestColumn(high, 0, window);
  const lowest = lowestColumn(low, 0, window);
  const bar: number[] = [];
  const direction: (1 | -1)[] = [];
  for (let i = window - 1; i + swingLength < high.length; i++) {
    const isHigh = high[i] === highest[i + swingLength];
    if (!isHigh && low[i] !== lowest[i + swingLength]) continue;
    bar.push(i);
    direction.push(isHigh ? 1 : -1);
  }
  return { bar, direction, swingLength };
}

export function listSwings(candles: CandleColumns, swingLength: number): SwingList {
  const pivots = findPivots(candles, swingLength);
  const firstPivot = runStarts(pivots);
  const swings = Math.max(0, firstPivot.length - 1);
  const bar = new Int32Array(swings);
  const direction = new Int8Array(swings);
  const level = new Float64Array(swings);
  const finalAt = new Float64Array(swings);
  for (let k = 0; k < swings; k++) {
    const [start, next] = [firstPivot[k] as number, firstPivot[k + 1] as number];
    const isEdge = start === next;
    direction[k] = isEdge
      ? -(pivots.direction[k === 0 ? 0 : start - 1] as number)
      : (pivots.direction[start] as number);
    const prices = direction[k] === 1 ? candles.high : candles.low;
    bar[k] = isEdge ? (k === 0 ? 0 : prices.length - 1) : mostExtreme(pivots, prices, start, next);
    level[k] = prices[bar[k] as number] as number;
    finalAt[k] = confirmedAt(pivots, next);
  }
  return { bar, direction, level, finalAt, firstPivot, pivots };
}

/** First pivot of each swing's run, the edges' empty runs included, and the end of the last; empty without pivots. */
function runStarts({ direction }: Pivots): Int32Array {
  if (direction.length === 0) return new Int32Array(0);
  const starts = [0];
  for (let pivot = 0; pivot < direction.length; pivot++) {
    if (direction[pivot] !== direction[pivot - 1]) starts.push(pivot);
  }
  return Int32Array.from([...starts, direction.length, direction.length]);
}

function mostExtreme({ bar, direction }: Pivots, prices: Float64Array, start: number, end: number): number {
  const sign = direction[start] as number;
  let best = bar[start] as number;
  for (let pivot = start + 1; pivot < end; pivot++) {
    const candidate = bar[pivot] as number;
    if ((prices[candidate] as number) * sign > (prices[best] as number) * sign) best = candidate;
  }
  return best;
}

/** Bar at whose close the pivot was known; Infinity for one that is not in the data. */
export function confirmedAt({ bar, swingLength }: Pivots, pivot: number): number {
  return (bar[pivot] ?? Number.POSITIVE_INFINITY) + swingLength;
}

/** Index of the last of these rising bars at or before `limit`; −1 when there is none. Bars are whole numbers. */
export function lastAtOrBefore(bars: ArrayLike<number>, limit: number): number {
  return firstIndexAtOrAfter(bars, limit + 1) - 1;
}
