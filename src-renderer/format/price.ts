import { decimalsOf, formatDecimal } from './decimal.ts';

const FIGURES_WITHOUT_TICK = 6;
const MOST_DECIMALS = 10;

/** A price to the instrument's tick; without one, or with the tiny one of an instrument nobody lists, to about six figures. */
export function formatPrice(price: string | number | null | undefined, tick?: string | undefined): string {
  const isKnown = tick !== undefined && isTickKnown(tick);
  return formatDecimal(price, { decimals: isKnown ? decimalsOf(tick) : decimalsForMagnitude(Number(price)) });
}

/** False for the tiny tick that stands in for that of an instrument nobody lists now. */
export function isTickKnown(tick: string): boolean {
  return decimalsOf(tick) <= MOST_DECIMALS;
}

/** Decimals that show a price of this size to about six figures, at least two: more than a chart or a table is read to. */
export function decimalsForMagnitude(price: number): number {
  if (!Number.isFinite(price) || price === 0) return 2;
  const wholeDigits = Math.floor(Math.log10(Math.abs(price))) + 1;
  return Math.min(MOST_DECIMALS, Math.max(2, FIGURES_WITHOUT_TICK - wholeDigits));
}
