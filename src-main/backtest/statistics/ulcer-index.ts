import { definedOrNull } from '../statistics.ts';

/**
 * √(mean D²), D being the fall of daily equity from its highest point so far, as a fraction (Martin and McCann, 1989, who
 * give it in per cent). The first value is the starting capital: a peak, not a day. null without a day.
 */
export function ulcerIndex(dailyEquity: readonly number[]): number | null {
  let peak = dailyEquity[0];
  if (peak === undefined || dailyEquity.length < 2) return null;
  let squares = 0;
  for (const value of dailyEquity.slice(1)) {
    peak = Math.max(peak, value);
    squares += (1 - value / peak) ** 2;
  }
  return definedOrNull(Math.sqrt(squares / (dailyEquity.length - 1)));
}
