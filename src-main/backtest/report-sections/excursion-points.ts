import type { ClosedTrade } from '../../model/position.ts';
import type { Excursion } from '../statistics/excursions.ts';
import { tradeReturn } from '../statistics/trade-return.ts';

/** One point a trade, as columns of equal length. Fractions of the entry price, the return after costs. */
export type ExcursionPoints = {
  /** Number of the trade, counted from 1 in order of exits. */
  readonly number: Float64Array;
  readonly adverse: Float64Array;
  readonly favourable: Float64Array;
  readonly tradeReturn: Float64Array;
};

/**
 * All trades, or of more than `maxPoints` every so many-th in order of how far the price went against it and as many in
 * order of how far it went for it: the ends of both always stay.
 */
export function excursionPoints(
  trades: readonly ClosedTrade[],
  excursions: readonly Excursion[],
  maxPoints: number,
): ExcursionPoints {
  const shown = shownTrades(excursions, maxPoints);
  const column = (of: (index: number) => number): Float64Array => Float64Array.from(shown, of);
  return {
    number: column((index) => index + 1),
    adverse: column((index) => (excursions[index] as Excursion).adverse),
    favourable: column((index) => (excursions[index] as Excursion).favourable),
    tradeReturn: column((index) => tradeReturn(trades[index] as ClosedTrade) ?? Number.NaN),
  };
}

function shownTrades(excursions: readonly Excursion[], maxPoints: number): number[] {
  const all = excursions.map((_, index) => index);
  if (all.length <= maxPoints) return all;
  const half = Math.floor(maxPoints / 2);
  const shown = new Set<number>();
  for (const part of ['adverse', 'favourable'] as const) {
    const sorted = all.toSorted((a, b) => (excursions[a] as Excursion)[part] - (excursions[b] as Excursion)[part]);
    for (let point = 0; point < half; point++) {
      shown.add(sorted[Math.round((point * (sorted.length - 1)) / (half - 1))] as number);
    }
  }
  return [...shown].sort((a, b) => a - b);
}
