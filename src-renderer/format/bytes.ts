import { formatDecimal } from './decimal.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in powers of a thousand: `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatDecimal(value, { decimals: unit === 0 ? 0 : 1 })} ${UNITS[unit]}`;
}
