import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { TimestampMs } from '../model/time.ts';
import { TapeCandle } from './tape-candle.ts';

type Bar = { readonly openTimeMs: TimestampMs; readonly high: number; readonly low: number };

/** The finer candles of one instrument, looked up bar by bar. */
export class FineTape {
  /** One candle for the whole tape, borrowed by whoever is told it. */
  readonly candle: TapeCandle;
  readonly #columns: CandleColumns;
  readonly #lengthMs: number;
  #next = 0;
  #end = 0;

  /** `lengthMs` is that of the bars. */
  constructor(columns: CandleColumns, lengthMs: number) {
    this.candle = new TapeCandle(columns);
    this.#columns = columns;
    this.#lengthMs = lengthMs;
  }

  /**
   * Stands before the finer candles of a bar. False when they do not begin with it or do not reach its high and low: what is
   * missing of them may be what mattered, so the bar itself is told.
   */
  seek(bar: Bar): boolean {
    const { openTimeMs, high, low } = this.#columns;
    this.#next = firstIndexAtOrAfter(openTimeMs, bar.openTimeMs);
    this.#end = firstIndexAtOrAfter(openTimeMs, bar.openTimeMs + this.#lengthMs);
    if (this.#next === this.#end || openTimeMs[this.#next] !== bar.openTimeMs) return false;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let row = this.#next; row < this.#end; row++) {
      highest = Math.max(highest, high[row] as number);
      lowest = Math.min(lowest, low[row] as number);
    }
    return highest >= bar.high && lowest <= bar.low;
  }

  /** When the next one opens; Infinity after the bar's last. */
  nextMs(): TimestampMs {
    return this.#next < this.#end ? (this.#columns.openTimeMs[this.#next] as number) : Number.POSITIVE_INFINITY;
  }

  take(): TapeCandle {
    this.candle.row = this.#next++;
    return this.candle;
  }
}
