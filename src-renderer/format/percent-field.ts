/** Digits a person reads and types; the tail of a float lies beyond them. */
const DIGITS = 12;

/** A fraction as the percent a field shows: 0.07 is 7, where 0.07 × 100 is 7.000000000000001 in floats. */
export function percentOfFraction(fraction: number): number {
  return Number((fraction * 100).toPrecision(DIGITS));
}

/** What was typed into a field of percent as a fraction: 7 is 0.07; null for an empty field. */
export function fractionOfPercent(percent: number | string): number | null {
  return percent === '' ? null : Number((Number(percent) / 100).toPrecision(DIGITS));
}
