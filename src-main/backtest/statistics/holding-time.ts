import type { ClosedTrade } from '../../model/position.ts';
import { definedOrNull, mean } from '../statistics.ts';

/** Mean milliseconds from entry to exit; null where there is no such trade. */
export type HoldingTime = {
  readonly averageMs: number | null;
  readonly averageWinningMs: number | null;
  readonly averageLosingMs: number | null;
};

type Held = Pick<ClosedTrade, 'entryTimeMs' | 'exitTimeMs' | 'profit'>;

export function holdingTimeOf(trades: readonly Held[]): HoldingTime {
  const average = (some: readonly Held[]): number | null =>
    definedOrNull(mean(some.map(({ entryTimeMs, exitTimeMs }) => exitTimeMs - entryTimeMs)));
  return {
    averageMs: average(trades),
    averageWinningMs: average(trades.filter(({ profit }) => profit > 0n)),
    averageLosingMs: average(trades.filter(({ profit }) => profit < 0n)),
  };
}
