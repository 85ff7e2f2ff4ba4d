import { DAY_MS } from '../model/time.ts';

/**
 * Equity at the end of each UTC day that has a point, the starting capital before them. `timeMs` are the points' times,
 * increasing; a day without points is left out.
 */
export function dailyEquity(timeMs: Float64Array, equity: Float64Array, startingCapital: number): number[] {
  const daily = [startingCapital];
  for (let row = 0; row < timeMs.length; row++) {
    const day = Math.floor((timeMs[row] as number) / DAY_MS);
    const nextDay = Math.floor((timeMs[row + 1] ?? Number.POSITIVE_INFINITY) / DAY_MS);
    if (day !== nextDay) daily.push(equity[row] as number);
  }
  return daily;
}

/** Relative change from each value to the next. */
export function returnsOf(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value / (values[index] as number) - 1);
}
