import { decimalsOf, formatDecimal } from './decimal.ts';

const FIGURES_WITHOUT_TICK = 6;
const MOST_DECIMALS = 10;

/** A price to the instrument's tick; without one, or with the tiny one of an instrument nobody lists, to about six figures. */
export function formatPrice(price: string | number | null | undefined, tick?: string | undefined): string {
  const ofTick = tick === undefined ? undefined : decimalsOf(tick);
  const isKnown = ofTick !== undefined && ofTick <= MOST_DECIMALS;
  return formatDecimal(price, { decimals: isKnown ? ofTick : decimalsForMagnitude(Number(price)) });
}

/** Decimals that show a price of this size to about six figures, at least two: more than a chart or a table is read to. */
export function decimalsForMagnitude(price: number): number {
  if (!Number.isFinite(price) || price === 0) return 2;
  const wholeDigits = Math.floor(Math.log10(Math.abs(price))) + 1;
  return Math.min(MOST_DECIMALS, Math.max(2, FIGURES_WITHOUT_TICK - wholeDigits));
}
