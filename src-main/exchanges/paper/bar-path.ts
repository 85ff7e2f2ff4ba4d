/**
 * How prices are taken to have moved between a bar's open and its close:
 * - `pessimistic`: unknown, and against us: stops before limits; a stop set within the bar is hit by it, a limit is not.
 * - `optimistic`: unknown, and for us: limits before stops; a limit set within the bar is filled by it, a stop is hit only
 *   when the bar closes beyond it. Together the two bound what the bar allows.
 * - `openHighLowClose`: the nearer extreme first, then the other, then the close, each price in between passed through;
 *   orders fill in the order their prices are met.
 */
export const BAR_PATHS = ['pessimistic', 'optimistic', 'openHighLowClose'] as const;
export type BarPath = (typeof BAR_PATHS)[number];

/** Where prices go after the open, in order. */
export type BarLegs = readonly [first: number, second: number, close: number];

/**
 * Source: TradingView, "Broker emulator" (Pine Script user manual, Strategies): if the high is nearer to the open than the
 * low, open → high → low → close, else open → low → high → close.
 */
export function barLegs({
  open,
  high,
  low,
  close,
}: {
  open: number;
  high: number;
  low: number;
  close: number;
}): BarLegs {
  return high - open < open - low ? [high, low, close] : [low, high, close];
}
