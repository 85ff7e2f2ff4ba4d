import { sharpeRatio } from '../statistics.ts';
import type { DailyCurve } from './daily-curve.ts';

/** Columns of equal length, one row a day. */
export type RollingSharpe = {
  readonly days: number;
  /** 00:00 UTC of each day. */
  readonly dayMs: readonly number[];
  /** Annualised; null while fewer than `days` returns are there, or when they never vary. */
  readonly sharpe: readonly (number | null)[];
};

/** Sharpe ratio of the last `days` daily returns, the day's own among them. */
export function rollingSharpe({ dayMs, returns }: DailyCurve, days = 30): RollingSharpe {
  const sharpe = returns.map((_, index) =>
    index + 1 < days ? null : sharpeRatio(returns.slice(index + 1 - days, index + 1)),
  );
  return { days, dayMs, sharpe };
}
