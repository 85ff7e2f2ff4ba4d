import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { Candle, CandleColumns } from '../model/candle.ts';

import { GrowingColumns } from './growing-columns.ts';
import { RejectionTally } from './rejections.ts';

/**
 * Collects rows that are good in themselves and rejects those out of order. A file is taken to be ascending: a row must
 * be later than the last one taken; the same time as one taken is a duplicate (the first row wins), an earlier time not
 * seen is out of order. Only when no row is later than the one before it, and one is earlier, is the file descending:
 * it is then read from its end, so that of two rows with one time the lower in the file wins.
 */
export class RowOrder {
  readonly #rows = new GrowingColumns();
  /** What an ascending reading rejects. */
  readonly #ascending = new RejectionTally();
  /** What a descending reading rejects; of use until a row goes up. */
  readonly #descending = new RejectionTally();
  #direction: 'undecided' | 'descending' | 'ascending' = 'undecided';
  #lastMs = Number.NEGATIVE_INFINITY;
  #lastPlace: RejectedPlace = { line: 0, text: '' };

  take(candle: Candle, line: number, text: () => string): void {
    if (this.#direction === 'ascending') this.#takeAscending(candle, line, text);
    else this.#takeUndecided(candle, line, text);
  }

  get isDescending(): boolean {
    return this.#direction === 'descending';
  }

  /** Ends the collection: the rows in ascending order and what was rejected for order. */
  finish(): { readonly columns: CandleColumns; readonly rejected: RejectionTally } {
    if (this.isDescending) {
      this.#rows.reverseDistinct();
      return { columns: this.#rows.toColumns(), rejected: this.#descending };
    }
    if (this.#direction === 'undecided') this.#rows.truncate(Math.min(1, this.#rows.length));
    return { columns: this.#rows.toColumns(), rejected: this.#ascending };
  }

  #takeAscending(candle: Candle, line: number, text: () => string): void {
    const timeMs = candle.openTimeMs;
    if (timeMs > this.#lastMs) {
      this.#rows.push(candle);
      this.#lastMs = timeMs;
    } else this.#rejectAscending(timeMs, line, text());
  }

  #rejectAscending(timeMs: number, line: number, text: string): void {
    const times = this.#rows.times();
    const isTaken = times[firstIndexAtOrAfter(times, timeMs)] === timeMs;
    this.#ascending.add(isTaken ? 'duplicate' : 'outOfOrder', line, text);
  }

  /** No row has gone up yet: both readings are kept up. */
  #takeUndecided(candle: Candle, line: number, text: () => string): void {
    const timeMs = candle.openTimeMs;
    const isFirst = this.#rows.length === 0;
    if (!isFirst && timeMs > this.#lastMs) {
      this.#rows.truncate(1);
      this.#lastMs = this.#rows.timeAt(0);
      this.#direction = 'ascending';
      this.#takeAscending(candle, line, text);
      return;
    }
    const place = { line, text: text() };
    if (!isFirst) {
      const isSame = timeMs === this.#lastMs;
      if (isSame) this.#descending.add('duplicate', this.#lastPlace.line, this.#lastPlace.text);
      else this.#direction = 'descending';
      this.#ascending.add(timeMs === this.#rows.timeAt(0) ? 'duplicate' : 'outOfOrder', line, place.text);
    }
    this.#rows.push(candle);
    this.#lastMs = timeMs;
    this.#lastPlace = place;
  }
}

type RejectedPlace = { readonly line: number; readonly text: string };
