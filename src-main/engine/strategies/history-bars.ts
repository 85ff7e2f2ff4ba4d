/** Averages that remember for ever need several times their warm-up before the start no longer shows. */
const WARM_UPS_READ = 10;
const FEWEST_BARS_READ = 500;

/** Candles of the past that a started bot is given, and that its decisions must not need more of. */
export function historyBars(warmUp: number): number {
  return Math.max(FEWEST_BARS_READ, warmUp * WARM_UPS_READ);
}
