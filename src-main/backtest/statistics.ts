/** Days in a year of a market that never closes. */
export const DAYS_A_YEAR = 365;

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (ddof 1); NaN below two values. */
export function sampleDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1));
}

/** null where a statistic is not defined: never 0, −100 or infinity in its place. */
export function definedOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Deviations below this share of the mean's size are rounding: returns that do not vary have no Sharpe ratio. */
const CONSTANT = 1e-12;

/** mean(r) ÷ σ₁(r) × √365 over daily returns, no risk-free rate. */
export function sharpeRatio(dailyReturns: readonly number[]): number | null {
  const deviation = sampleDeviation(dailyReturns);
  const centre = mean(dailyReturns);
  if (!(deviation > CONSTANT * Math.max(1, Math.abs(centre)))) return null;
  return definedOrNull((centre / deviation) * Math.sqrt(DAYS_A_YEAR));
}

/** mean(r) ÷ √(Σ min(r, 0)² ÷ n) × √365 over daily returns, n counting all of them. */
export function sortinoRatio(dailyReturns: readonly number[]): number | null {
  const squares = dailyReturns.reduce((sum, value) => sum + Math.min(value, 0) ** 2, 0);
  if (squares === 0) return null;
  return definedOrNull((mean(dailyReturns) / Math.sqrt(squares / dailyReturns.length)) * Math.sqrt(DAYS_A_YEAR));
}

export type Drawdown = { readonly deepest: number; readonly longestMs: number };

/**
 * Deepest fall from a peak as a fraction of it, the starting capital being the first peak, and the longest time from a
 * peak to the point that regained it (or to the end).
 */
export function drawdownOf(timeMs: Float64Array, equity: Float64Array, startingCapital: number): Drawdown {
  let peak = startingCapital;
  let peakMs = timeMs[0] ?? 0;
  let deepest = 0;
  let longestMs = 0;
  for (let row = 0; row < equity.length; row++) {
    const value = equity[row] as number;
    const now = timeMs[row] as number;
    if (value < peak) {
      deepest = Math.max(deepest, 1 - value / peak);
      longestMs = Math.max(longestMs, now - peakMs);
      continue;
    }
    if (deepest > 0 && now - peakMs > longestMs && (equity[row - 1] ?? startingCapital) < peak)
      longestMs = now - peakMs;
    peak = value;
    peakMs = now;
  }
  return { deepest, longestMs };
}
