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
  let month = monthOf(timeMs[0] ?? 0);
  for (let row = 0; row < timeMs.length; row++) {
    const nextMs = timeMs[row + 1];
    if (nextMs !== undefined && nextMs < month.endMs) continue;
    const value = equity[row] as number;
    months[month.month] = definedOrNull(value / monthStart - 1);
    monthStart = value;
    const next = nextMs === undefined ? null : monthOf(nextMs);
    if (next?.year !== month.year) {
      years.push({ year: month.year, months, total: definedOrNull(value / yearStart - 1) });
      yearStart = value;
      months = emptyYear();
    }
    month = next ?? month;
  }
  return years;
}

const emptyYear = (): (number | null)[] => Array.from({ length: 12 }, () => null);

type Month = { readonly year: number; readonly month: number; readonly endMs: number };

/** Asked once a month, not once a candle: a date costs a hundred times what comparing two numbers does. */
function monthOf(timeMs: number): Month {
  const date = new Date(timeMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { year, month, endMs: Date.UTC(year, month + 1) };
}
