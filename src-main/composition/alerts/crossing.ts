import type { Candle } from '../../model/candle.ts';

/** Where a price stands to a level: −1 below it, 0 on it, 1 above. */
export type Side = -1 | 0 | 1;
export type Crossing = 'up' | 'down';

export const sideOf = (price: number, level: number): Side => (price < level ? -1 : price > level ? 1 : 0);

/**
 * Which way a price came to a level, touching it exactly or jumping over it; null when it did neither. One that stood on
 * the level and leaves it has come to it before. Of the first price ever seen (null) nothing is known.
 */
export function crossingOf(before: Side | null, price: number, level: number): Crossing | null {
  const now = sideOf(price, level);
  if (before === -1 && now >= 0) return 'up';
  return before === 1 && now <= 0 ? 'down' : null;
}

/** What a bar that was not watched proves: it came to the level, and perhaps went back over it before it closed. */
export function crossingsOfBar(before: Side | null, bar: Candle, level: number): readonly Crossing[] {
  const { high, low, close } = bar;
  if (before === -1 && high >= level) return high > level && close <= level ? ['up', 'down'] : ['up'];
  if (before === 1 && low <= level) return low < level && close >= level ? ['down', 'up'] : ['down'];
  return [];
}
