import { DAY_MS } from '../../../model/time.ts';

/** The latest closed bar at 0, the one before it at 1; NaN where there is none. */
export type Closes = { readonly at: (barsAgo: number) => number };

/**
 * Realised volatility a day: the standard deviation (n − 1) of the log returns of the latest `bars` closed bars, times
 * √(bars a day). NaN while one of them is missing.
 */
export function dailyVolatility(close: Closes, bars: number, barMs: number): number {
  let mean = 0;
  let squares = 0;
  for (let index = 0; index < bars; index++) {
    const gained = Math.log(close.at(index) / close.at(index + 1));
    const before = gained - mean;
    mean += before / (index + 1);
    squares += before * (gained - mean);
  }
  return Math.sqrt((squares / (bars - 1)) * (DAY_MS / barMs));
}
