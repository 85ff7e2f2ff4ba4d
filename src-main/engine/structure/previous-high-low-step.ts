import type { Candle } from '../../model/candle.ts';
import { DAY_MS } from '../../model/time.ts';
import { monthNumber, weekNumber } from '../indicators/kernels/calendar.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const LENGTH_MS: ReadonlyMap<string, number> = new Map([
  ['15m', 15 * MINUTE_MS],
  ['30m', 30 * MINUTE_MS],
  ...[1, 2, 4, 6, 8, 12].map((hours) => [`${hours}h`, hours * HOUR_MS] as const),
  ['1d', DAY_MS],
]);

type Period = { number: number; high: number; low: number };

/** Highs and lows of the period that counts as previous, NaN before there is one; broken: 1 once passed, else 0. */
export type PreviousHighLow = { high: number; low: number; brokenHigh: 0 | 1; brokenLow: 0 | 1 };

/**
 * High and low of the period before, causal as the package has it, so series and step are one. The package counts a period
 * once its label lies before the bar's open, and takes the last but one of those counted. Labels are the start of minutes,
 * hours and days, so the first bar of a day still sees the day before the previous; of weeks (Monday to Sunday) and months
 * the label is 00:00 of the last day, so until then the one before the previous is shown. Periods without bars do not count.
 * Levels are in single precision, as there. UTC.
 */
export class PreviousHighLowStep {
  readonly value: PreviousHighLow = { high: Number.NaN, low: Number.NaN, brokenHigh: 0, brokenLow: 0 };
  readonly #timeFrame: string;
  readonly #lengthMs: number | undefined;
  /** The current period and the two before it. */
  #current: Period | null = null;
  #previous: Period | null = null;
  #beforePrevious: Period | null = null;
  #shown: Period | null = null;
  #isFirst = true;
  #highest = Number.NaN;
  #lowest = Number.NaN;

  constructor(timeFrame: string) {
    this.#timeFrame = timeFrame.endsWith('M') ? '1M' : timeFrame.replace(/^(?=[DW])/, '1').toLowerCase();
    this.#lengthMs = LENGTH_MS.get(this.#timeFrame);
  }

  update(candle: Candle): PreviousHighLow {
    this.#include(candle);
    const shown = this.#isCounted(candle.openTimeMs) ? this.#previous : this.#beforePrevious;
    const isSame = shown === this.#shown && !this.#isFirst;
    this.#isFirst = false;
    this.#shown = shown;
    this.#highest = isSame ? Math.max(this.#highest, candle.high) : candle.high;
    this.#lowest = isSame ? Math.min(this.#lowest, candle.low) : candle.low;
    this.value.high = Math.fround(shown?.high ?? Number.NaN);
    this.value.low = Math.fround(shown?.low ?? Number.NaN);
    this.value.brokenHigh = this.#highest > this.value.high ? 1 : 0;
    this.value.brokenLow = this.#lowest < this.value.low ? 1 : 0;
    return this.value;
  }

  #include({ openTimeMs, high, low }: Candle): void {
    const number = this.#numberOf(openTimeMs);
    const current = this.#current;
    if (current?.number === number) {
      current.high = Math.max(current.high, high);
      current.low = Math.min(current.low, low);
      return;
    }
    this.#beforePrevious = this.#previous;
    this.#previous = current;
    this.#current = { number, high, low };
  }

  #numberOf(openTimeMs: number): number {
    if (this.#lengthMs !== undefined) return Math.floor(openTimeMs / this.#lengthMs);
    const day = Math.floor(openTimeMs / DAY_MS);
    return this.#timeFrame === '1w' ? weekNumber(day) : monthNumber(day);
  }

  /** Whether the label of the bar's own period lies before the bar. */
  #isCounted(openTimeMs: number): boolean {
    if (this.#lengthMs !== undefined) return openTimeMs % this.#lengthMs !== 0;
    const isLastDay = this.#numberOf(openTimeMs) !== this.#numberOf(openTimeMs + DAY_MS);
    return isLastDay && openTimeMs % DAY_MS !== 0;
  }
}
