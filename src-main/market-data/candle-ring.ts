import type { Candle, CandleColumns } from '../model/candle.ts';
import { CANDLE_COLUMN_NAMES, candleAt, createCandleColumns, writeCandle } from '../model/candle.ts';
import type { CandlePiece } from './candle-piece.ts';
import { overlayPiece, rowsWithin } from './candle-piece.ts';
import type { TimeSpan } from './time-span.ts';
import { joinOf, overlapOf, touches } from './time-span.ts';

const FIRST_ROWS = 256;
const BYTES_A_ROW = CANDLE_COLUMN_NAMES.length * 8;

/**
 * The newest bars of one series and the one span of which they are all: it grows at both ends as bars come in, and moves up
 * as the oldest make room. Memory grows with the bars, up to `mostRows`.
 */
export class CandleRing {
  readonly #mostRows: number;
  #columns: CandleColumns = createCandleColumns(0);
  #first = 0;
  #rows = 0;
  #span: TimeSpan | undefined;

  constructor(mostRows: number) {
    if (!Number.isInteger(mostRows) || mostRows < 1) {
      throw new RangeError(`mostRows is ${mostRows}, expected a whole number from 1`);
    }
    this.#mostRows = mostRows;
  }

  /** Of which the ring has every bar there is; undefined while it knows nothing. */
  get span(): TimeSpan | undefined {
    return this.#span;
  }

  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#capacity * BYTES_A_ROW;
  }

  /** The bars of a range that the span holds, in memory of their own. */
  read(range: TimeSpan): CandleColumns {
    const within = this.#span === undefined ? undefined : overlapOf(range, this.#span);
    if (within === undefined) return createCandleColumns(0);
    const from = this.#indexAtOrAfter(within.fromMs);
    return this.#copy(from, this.#indexAtOrAfter(within.toMs));
  }

  /**
   * Takes all bars of a span; those of the same time are replaced. False when it is not connected to what is there: then
   * the newer of both stays, which is the new one when it begins after the end of the ring.
   */
  put(whole: CandlePiece): boolean {
    const piece = this.#newestOf(whole);
    const span = this.#span;
    if (span === undefined || piece.fromMs > span.toMs) {
      this.#replace(overlayPiece(createCandleColumns(0), piece), piece);
      return span === undefined;
    }
    if (!touches(span, piece)) return false;
    // No room for anything older.
    if (this.#rows === this.#mostRows && piece.toMs <= span.fromMs) return true;
    const joined = joinOf(span, piece);
    if (piece.fromMs === span.toMs) this.#appendAll(piece, joined);
    else this.#replace(overlayPiece(this.#copy(0, this.#rows), piece), joined);
    return true;
  }

  /** As much of a piece as there is room for. */
  #newestOf(piece: CandlePiece): CandlePiece {
    const surplus = piece.columns.openTimeMs.length - this.#mostRows;
    if (surplus <= 0) return piece;
    const fromMs = piece.columns.openTimeMs[surplus] as number;
    return { fromMs, toMs: piece.toMs, columns: rowsWithin(piece.columns, { fromMs, toMs: piece.toMs }) };
  }

  #appendAll({ columns }: CandlePiece, span: TimeSpan): void {
    this.#span = span;
    for (let row = 0; row < columns.openTimeMs.length; row++) this.#push(candleAt(columns, row));
  }

  #replace(columns: CandleColumns, span: TimeSpan): void {
    const rows = columns.openTimeMs.length;
    const kept = Math.min(rows, this.#mostRows);
    const capacity = Math.min(this.#mostRows, Math.max(FIRST_ROWS, kept));
    this.#columns = createCandleColumns(capacity);
    for (const name of CANDLE_COLUMN_NAMES) this.#columns[name].set(columns[name].subarray(rows - kept));
    this.#first = 0;
    this.#rows = kept;
    this.#span = { fromMs: span.fromMs, toMs: span.toMs };
    if (kept < rows) this.#trimSpan();
  }

  #push(candle: Candle): void {
    if (this.#rows === this.#capacity && this.#rows < this.#mostRows) this.#grow();
    const isFull = this.#rows === this.#capacity;
    writeCandle(this.#columns, (this.#first + this.#rows) % this.#capacity, candle);
    if (!isFull) {
      this.#rows++;
      return;
    }
    this.#first = (this.#first + 1) % this.#capacity;
    this.#trimSpan();
  }

  /** Bars fell off the old end: nothing is known before the oldest that is left. */
  #trimSpan(): void {
    if (this.#span !== undefined) this.#span = { fromMs: this.#timeAt(0), toMs: this.#span.toMs };
  }

  #grow(): void {
    const grown = createCandleColumns(Math.min(this.#mostRows, Math.max(FIRST_ROWS, this.#rows * 2)));
    const old = this.#copy(0, this.#rows);
    for (const name of CANDLE_COLUMN_NAMES) grown[name].set(old[name]);
    this.#columns = grown;
    this.#first = 0;
  }

  get #capacity(): number {
    return this.#columns.openTimeMs.length;
  }

  #timeAt(index: number): number {
    return this.#columns.openTimeMs[(this.#first + index) % this.#capacity] as number;
  }

  #indexAtOrAfter(timeMs: number): number {
    let low = 0;
    let high = this.#rows;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#timeAt(middle) < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #copy(from: number, to: number): CandleColumns {
    const copy = createCandleColumns(to - from);
    const start = this.#capacity === 0 ? 0 : (this.#first + from) % this.#capacity;
    const untilEnd = Math.min(to - from, this.#capacity - start);
    for (const name of CANDLE_COLUMN_NAMES) {
      copy[name].set(this.#columns[name].subarray(start, start + untilEnd));
      copy[name].set(this.#columns[name].subarray(0, to - from - untilEnd), untilEnd);
    }
    return copy;
  }
}
