import type { Candle, CandleColumns } from '../model/candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns, sliceCandleColumns, writeCandle } from '../model/candle.ts';

const FIRST_ROOM = 1 << 12;

/** Candle columns that grow by doubling while a file is read. */
export class GrowingColumns {
  #columns = createCandleColumns(FIRST_ROOM);
  length = 0;

  push(candle: Candle): void {
    if (this.length === this.#columns.openTimeMs.length) this.#grow();
    writeCandle(this.#columns, this.length, candle);
    this.length++;
  }

  timeAt(index: number): number {
    return this.#columns.openTimeMs[index] as number;
  }

  /** Open times held so far, as a view. */
  times(): Float64Array {
    return this.#columns.openTimeMs.subarray(0, this.length);
  }

  truncate(length: number): void {
    this.length = length;
  }

  /** Turns the order round and keeps, of neighbours with the same time, the one that then comes first. */
  reverseDistinct(): void {
    const held = sliceCandleColumns(this.#columns, 0, this.length);
    for (const name of CANDLE_COLUMN_NAMES) held[name].reverse();
    let kept = 0;
    for (let index = 0; index < this.length; index++) {
      if (kept > 0 && held.openTimeMs[index] === held.openTimeMs[kept - 1]) continue;
      if (kept !== index) for (const name of CANDLE_COLUMN_NAMES) held[name][kept] = held[name][index] as number;
      kept++;
    }
    this.length = kept;
  }

  /** A copy of exactly the rows held, each column with memory of its own, so that it can be transferred. */
  toColumns(): CandleColumns {
    const copy = createCandleColumns(this.length);
    for (const name of CANDLE_COLUMN_NAMES) copy[name].set(this.#columns[name].subarray(0, this.length));
    return copy;
  }

  #grow(): void {
    const larger = createCandleColumns(this.#columns.openTimeMs.length * 2);
    for (const name of CANDLE_COLUMN_NAMES) larger[name].set(this.#columns[name]);
    this.#columns = larger;
  }
}
