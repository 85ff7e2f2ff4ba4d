import { decimalsOf, formatDecimal } from '../../format/index.ts';

/** More than this nobody reads beside a chart. */
const MOST_DECIMALS = 6;

/** A quantity of the market to its step, so that points stand under each other; from a million on it is shortened. */
export function quantityText(quantity: number, step: string): string {
  if (quantity >= 1_000_000_000) return `${formatDecimal(quantity / 1_000_000_000, { decimals: 2 })}B`;
  if (quantity >= 1_000_000) return `${formatDecimal(quantity / 1_000_000, { decimals: 2 })}M`;
  return formatDecimal(quantity, { decimals: Math.min(MOST_DECIMALS, decimalsOf(step)) });
}
