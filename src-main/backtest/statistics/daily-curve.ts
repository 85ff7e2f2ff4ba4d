import { DAY_MS } from '../../model/time.ts';
import { dailyEquity, returnsOf } from '../daily-returns.ts';

/** A run by UTC days: what the daily statistics are computed from. */
export type DailyCurve = {
  /** Starting capital first, then equity at the end of each UTC day that has a candle. Quote asset. */
  readonly equity: readonly number[];
  /** 00:00 UTC of each day that has a candle, one for each return. */
  readonly dayMs: readonly number[];
  /** Relative changes from one point of `equity` to the next. */
  readonly returns: readonly number[];
};

export function dailyCurveOf(timeMs: Float64Array, equity: Float64Array, startingCapital: number): DailyCurve {
  const dayMs: number[] = [];
  for (const time of timeMs) {
    const start = Math.floor(time / DAY_MS) * DAY_MS;
    if (dayMs.at(-1) !== start) dayMs.push(start);
  }
  const daily = dailyEquity(timeMs, equity, startingCapital);
  return { equity: daily, dayMs, returns: returnsOf(daily) };
}
