import { formatDecimal } from '../../format/index.ts';

/** `12 ms`, `1.4 s`; with its sign where that is the point. */
export function millisecondsText(milliseconds: number, signed = false): string {
  const rounded = Math.round(milliseconds);
  return Math.abs(rounded) < 1000
    ? `${formatDecimal(rounded, { decimals: 0, signed })} ms`
    : `${formatDecimal(milliseconds / 1000, { decimals: 1, signed })} s`;
}
