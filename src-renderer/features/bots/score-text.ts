import { formatDecimal } from '../../format/index.ts';

/** A score of −1 to +1, always with its sign. */
export function scoreText(score: number): string {
  return formatDecimal(score, { decimals: 2, signed: true });
}
