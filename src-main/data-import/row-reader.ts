import type { Candle } from '../model/candle.ts';
import { barOpenMs } from '../model/time.ts';
import { parseDecimal } from './decimal-field.ts';
import type { RejectionKind } from './rejections.ts';
import { RowFields } from './row-fields.ts';
import type { RowPlan } from './row-plan.ts';
import { parseDateAndClock, parseTime } from './time-field.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads rows one at a time. The candle it hands out is the same object each time: copy it before the next row. */
export class RowReader {
  readonly candle: Writable<Candle> = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  readonly #plan: RowPlan;
  readonly #fields: RowFields;

  constructor(plan: RowPlan) {
    this.#plan = plan;
    this.#fields = new RowFields(plan.delimiter);
  }

  /** Fills `candle` from the line and says what is wrong with it, in the order of REJECTION_KINDS; null when nothing is. */
  read(text: string, start: number, end: number): RejectionKind | null {
    if (!this.#fields.split(text, start, end) || !this.#hasAllColumns()) return 'malformed';
    if (!this.#readNumbers(text)) return 'malformed';
    const timeMs = this.#readTime(text);
    if (Number.isNaN(timeMs)) return 'badTime';
    this.candle.openTimeMs = timeMs;
    if (barOpenMs(this.#plan.interval, timeMs) !== timeMs) return 'offInterval';
    return faultOfPrices(this.candle);
  }

  /** A row has as many fields as the file's others; empty ones more, from delimiters at its end, do no harm. */
  #hasAllColumns(): boolean {
    const { from, to, count } = this.#fields;
    if (count < this.#plan.columns) return false;
    for (let index = this.#plan.columns; index < count; index++) if (from[index] !== to[index]) return false;
    return true;
  }

  #readNumbers(text: string): boolean {
    const { mapping } = this.#plan;
    const candle = this.candle;
    candle.open = this.#number(text, mapping.open);
    candle.high = this.#number(text, mapping.high);
    candle.low = this.#number(text, mapping.low);
    candle.close = this.#number(text, mapping.close);
    candle.volume = mapping.volume === null ? 0 : this.#number(text, mapping.volume);
    // One sum tells whether any of the five is NaN; they are finite, but their sum need not be, hence no isFinite.
    return !Number.isNaN(candle.open + candle.high + candle.low + candle.close + candle.volume);
  }

  #number(text: string, column: number): number {
    const { from, to } = this.#fields;
    return parseDecimal(text, from[column] as number, to[column] as number, this.#plan.decimalMark);
  }

  #readTime(text: string): number {
    const { from, to } = this.#fields;
    const { mapping, clockColumn, zone } = this.#plan;
    const start = from[mapping.time] as number;
    const end = to[mapping.time] as number;
    if (clockColumn === null) return parseTime(text, start, end, zone);
    const clock = [from[clockColumn] as number, to[clockColumn] as number] as const;
    return parseDateAndClock(text, [start, end], clock, zone);
  }
}

function faultOfPrices(candle: Candle): RejectionKind | null {
  const { open, high, low, close } = candle;
  if (!(open > 0 && high > 0 && low > 0 && close > 0)) return 'nonPositive';
  if (high < low) return 'highBelowLow';
  if (open > high || open < low || close > high || close < low) return 'openCloseOutside';
  return candle.volume < 0 ? 'negativeVolume' : null;
}
