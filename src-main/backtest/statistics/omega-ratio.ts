import { definedOrNull } from '../statistics.ts';

/**
 * Σ max(r, 0) ÷ Σ max(−r, 0) over daily returns: gains per loss with a threshold of 0 (Keating and Shadwick, 2002).
 * null when no day lost.
 */
export function omegaRatio(dailyReturns: readonly number[]): number | null {
  let gained = 0;
  let lost = 0;
  for (const value of dailyReturns) {
    if (value > 0) gained += value;
    else lost -= value;
  }
  return lost === 0 ? null : definedOrNull(gained / lost);
}
