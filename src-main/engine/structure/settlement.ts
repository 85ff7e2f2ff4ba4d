import type { CandleColumns } from '../../model/candle.ts';
import { confirmedAt, lastAtOrBefore, type Pivots, type SwingList } from './swing-list.ts';

type ReplacedSwing = {
  readonly bar: number;
  readonly direction: 1 | -1;
  readonly price: number;
  /** Bar at whose close the more extreme one was confirmed. */
  readonly replacedAt: number;
};

/**
 * Says at which bar's close it was certain which bars up to a given one are swings of hindsight: the pivots among them must
 * be confirmed, and the best of the latest run must have been followed by a more extreme one or by one of the other
 * direction. Of one direction alone (1, −1) or of both (0). Infinity when the data ends before that.
 */
export class Settlement {
  readonly #candles: CandleColumns;
  readonly #pivots: Pivots;
  /** For each pivot the one that is the latest swing when it is confirmed, and the next one that changes that. */
  readonly #standing: Int32Array;
  readonly #nextChange: Int32Array;

  constructor(candles: CandleColumns, { pivots }: SwingList) {
    this.#candles = candles;
    this.#pivots = pivots;
    this.#standing = standingPivots(candles, pivots);
    this.#nextChange = nextChanges(this.#standing);
  }

  certainAt(bar: number, direction: 1 | -1 | 0): number {
    const { bar: bars, direction: directions, swingLength } = this.#pivots;
    const confirmed = bar + swingLength;
    const latest = lastAtOrBefore(bars, bar);
    if (latest < 0 || (direction !== 0 && directions[latest] !== direction)) return confirmed;
    return Math.max(confirmed, confirmedAt(this.#pivots, this.#nextChange[latest] as number));
  }

  /** The swing that was the latest at the close of `bar` and was replaced later by a more extreme one; null if it was not. */
  replacedAfter(bar: number): ReplacedSwing | null {
    const { bar: bars, direction: directions, swingLength } = this.#pivots;
    const latest = lastAtOrBefore(bars, bar - swingLength);
    const next = this.#nextChange[latest];
    const direction = directions[latest];
    if (next === undefined || direction === undefined || directions[next] !== direction) return null;
    const swingBar = bars[this.#standing[latest] as number] as number;
    const price = (direction === 1 ? this.#candles.high : this.#candles.low)[swingBar] as number;
    return { bar: swingBar, direction, price, replacedAt: confirmedAt(this.#pivots, next) };
  }
}

function standingPivots({ high, low }: CandleColumns, { bar, direction }: Pivots): Int32Array {
  const standing = new Int32Array(bar.length);
  let best = Number.NaN;
  for (let pivot = 0; pivot < bar.length; pivot++) {
    const sign = direction[pivot] as number;
    const price = ((sign === 1 ? high : low)[bar[pivot] as number] as number) * sign;
    const stays = sign === direction[pivot - 1] && price <= best;
    standing[pivot] = stays ? (standing[pivot - 1] as number) : pivot;
    if (!stays) best = price;
  }
  return standing;
}

function nextChanges(standing: Int32Array): Int32Array {
  const next = new Int32Array(standing.length);
  for (let pivot = standing.length - 1, upcoming = standing.length; pivot >= 0; pivot--) {
    next[pivot] = upcoming;
    if (standing[pivot] === pivot) upcoming = pivot;
  }
  return next;
}
