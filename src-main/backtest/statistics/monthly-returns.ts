import { definedOrNull } from '../statistics.ts';

/** One calendar year in UTC. Fractions. */
export type YearReturns = {
  readonly year: number;
  /** January first; null for a month without a candle. */
  readonly months: readonly (number | null)[];
  /** Last equity of the year ÷ last equity before it − 1. */
  readonly total: number | null;
};

/**
 * Equity at the end of each UTC month ÷ equity at the end of the month with candles before it − 1, the starting capital
 * before the first. Years in order; years without a candle are left out.
 */
export function monthlyReturns(timeMs: Float64Array, equity: Float64Array, startingCapital: number): YearReturns[] {
  const years: YearReturns[] = [];
  let monthStart = startingCapital;
  let yearStart = startingCapital;
  let months: (number | null)[] = emptyYear();
  for (let row = 0; row < timeMs.length; row++) {
    const { year, month } = monthOf(timeMs[row] as number);
    const next = row + 1 < timeMs.length ? monthOf(timeMs[row + 1] as number) : null;
    if (next?.month === month && next.year === year) continue;
    const value = equity[row] as number;
    months[month] = definedOrNull(value / monthStart - 1);
    monthStart = value;
    if (next?.year === year) continue;
    years.push({ year, months, total: definedOrNull(value / yearStart - 1) });
    yearStart = value;
    months = emptyYear();
  }
  return years;
}

const emptyYear = (): (number | null)[] => Array.from({ length: 12 }, () => null);

function monthOf(timeMs: number): { year: number; month: number } {
  const date = new Date(timeMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}
