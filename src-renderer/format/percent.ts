import { type DecimalFormat, formatDecimal, NO_VALUE, withPercent } from './decimal.ts';

/** A fraction as percent: 0.1234 → `12.34%`. */
export function formatPercent(fraction: number | null | undefined, format: DecimalFormat = { decimals: 2 }): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NO_VALUE;
  return withPercent(formatDecimal(fraction * 100, format));
}
