import type { CandleColumns } from '../../model/candle.ts';
import { confirmedAt, type Pivots, type SwingList } from './swing-list.ts';

/**
 * Says at which bar's close it was certain which bars up to a given one are swings of hindsight: the pivots among them must
 * be confirmed, and the best of the latest run must have been followed by a more extreme one or by one of the other
 * direction. Of one direction alone (1, −1) or of both (0). Infinity when the data ends before that.
 */
export class Settlement {
  readonly #pivots: Pivots;
  /** For each pivot the next one that changes which swing is the latest. */
  readonly #nextChange: Int32Array;

  constructor(candles: CandleColumns, { pivots }: SwingList) {
    this.#pivots = pivots;
    this.#nextChange = nextChanges(candles, pivots);
  }

  certainAt(bar: number, direction: 1 | -1 | 0): number {
    const { bar: bars, direction: directions, swingLength } = this.#pivots;
    const confirmed = bar + swingLength;
    const latest = lastAtOrBefore(bars, bar);
    if (latest < 0 || (direction !== 0 && directions[latest] !== direction)) return confirmed;
    return Math.max(confirmed, confirmedAt(this.#pivots, this.#nextChange[latest] as number));
  }
}

function nextChanges({ high, low }: CandleColumns, { bar, direction }: Pivots): Int32Array {
  const changes = new Uint8Array(bar.length);
  let best = Number.NaN;
  for (let pivot = 0; pivot < bar.length; pivot++) {
    const sign = direction[pivot] as number;
    const price = ((sign === 1 ? high : low)[bar[pivot] as number] as number) * sign;
    if (sign === direction[pivot - 1] && price <= best) continue;
    best = price;
    changes[pivot] = 1;
  }
  const next = new Int32Array(bar.length);
  for (let pivot = bar.length - 1, upcoming = bar.length; pivot >= 0; pivot--) {
    next[pivot] = upcoming;
    if (changes[pivot] === 1) upcoming = pivot;
  }
  return next;
}

function lastAtOrBefore(bars: readonly number[], limit: number): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
