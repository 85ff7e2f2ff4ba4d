import { digitAt } from './text-digits.ts';

const DASH = 45;
const PLUS = 43;

export type EpochFormat = 'epochS' | 'epochMs' | 'epochUs' | 'epochNs';

/** Digits before the decimal mark of an epoch number and how far the mark then moves to give milliseconds. */
const EPOCH_FORMATS: readonly {
  readonly digits: readonly number[];
  readonly shift: number;
  readonly format: EpochFormat;
}[] = [
  { digits: [9, 10], shift: 3, format: 'epochS' },
  { digits: [12, 13], shift: 0, format: 'epochMs' },
  { digits: [15, 16], shift: -3, format: 'epochUs' },
  { digits: [18, 19], shift: -6, format: 'epochNs' },
];

/** The unit of an epoch number, told by its digits before the decimal mark; null when they tell none. */
export function epochFormatOf(field: string): EpochFormat | null {
  const digits = field.replace(/^[+-]/, '').search(/\D|$/);
  return EPOCH_FORMATS.find((known) => known.digits.includes(digits))?.format ?? null;
}

/** Reads a trimmed field as an epoch number in any of the four units: milliseconds, or NaN when it is none. */
export function parseEpoch(text: string, from: number, to: number): number {
  const negative = text.charCodeAt(from) === DASH;
  const start = negative || text.charCodeAt(from) === PLUS ? from + 1 : from;
  let end = start;
  let whole = 0;
  for (let digit = digitAt(text, end, to); digit >= 0; digit = digitAt(text, end, to)) {
    whole = whole * 10 + digit;
    end++;
  }
  // By far the commonest form, and exact: whole milliseconds.
  const millis = end === to && end - start === 13 ? whole : scaledEpoch(text, start, end, to);
  return negative ? -millis : millis;
}

/** Moves the decimal mark within the digits, since nanoseconds do not fit a float64. */
function scaledEpoch(text: string, start: number, end: number, to: number): number {
  const known = EPOCH_FORMATS.find((format) => format.digits.includes(end - start));
  if (known === undefined) return Number.NaN;
  const fraction = end === to ? '' : text.slice(end + 1, to);
  if (end !== to && !(/^[.,]$/.test(text.charAt(end)) && /^\d+$/.test(fraction))) return Number.NaN;
  const digits = text.slice(start, end) + fraction;
  const point = end - start + known.shift;
  const padded = digits.padEnd(point, '0');
  return Number(`${padded.slice(0, point)}.${padded.slice(point)}`);
}
