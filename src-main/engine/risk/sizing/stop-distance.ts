import type { Level } from '../../../model/bracket.ts';

/** How far a stop lies from the entry, as a share of the entry's price; NaN for one on the wrong side. */
export function stopDistance(level: Level, entryPrice: number, side: 'long' | 'short'): number {
  if ('fraction' in level) return level.fraction;
  if ('distance' in level) return level.distance / entryPrice;
  const distance = (side === 'long' ? entryPrice - level.price : level.price - entryPrice) / entryPrice;
  return distance > 0 ? distance : Number.NaN;
}

/** The nearer of the stops there are; null without one. */
export function nearestStop(distances: readonly (number | null)[]): number | null {
  const known = distances.filter((distance): distance is number => distance !== null && distance > 0);
  return known.length === 0 ? null : Math.min(...known);
}
