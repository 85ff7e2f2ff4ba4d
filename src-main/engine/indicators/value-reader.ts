/** One output of an indicator, or one column of the candles, up to now: `at(0)` is the bar that just closed, `at(1)` the one before. */
export interface ValueReader {
  /** NaN where there is no value (warming up, before the first candle). A negative `barsAgo` is the future and throws. */
  at(barsAgo: number): number;
}

/** Where now is: the index of the latest closed bar within the columns, −1 before the first. Shared by all readers. */
export type Cursor = { now: number };

/** A column that may be moved to larger memory while readers hold on to it. */
export type Column = { values: Float64Array };

export class ColumnReader implements ValueReader {
  readonly #column: Column;
  readonly #cursor: Cursor;

  constructor(column: Column, cursor: Cursor) {
    this.#column = column;
    this.#cursor = cursor;
  }

  // As short as it can be: every bar reads several values, and only a short function is compiled into its caller.
  at(barsAgo: number): number {
    const index = this.#cursor.now - barsAgo;
    return barsAgo < 0 || index < 0 ? outside(barsAgo) : (this.#column.values[index] as number);
  }
}

function outside(barsAgo: number): number {
  if (barsAgo >= 0) return Number.NaN;
  throw new RangeError(`barsAgo is ${barsAgo}, expected 0 (the bar that just closed) or more`);
}
