/** Readers of single fields for the hot path: nothing throws, what is not as it must be is NaN, which no comparison accepts. */

const MOST_PRICE = 1e12;
const MOST_QUANTITY = 1e18;
/** 2010 and 2100. */
const EARLIEST_MS = 1_262_304_000_000;
const LATEST_MS = 4_102_444_800_000;

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const LONGEST_TEXT = 41;

/** 10 to the power of the index: exact in float64. */
const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);
/** So many digits are a whole number that float64 holds exactly. */
const EXACT_DIGITS = 15;

/**
 * The number that a decimal text stands for: digits, perhaps a point and digits, no sign and no exponent; NaN for any other
 * text. Up to 15 digits it is a whole number over a power of ten, both exact, so that the one division rounds as `Number`
 * does, without its cost.
 */
export function decimalOf(text: string): number {
  const { length } = text;
  if (length === 0 || length > LONGEST_TEXT) return Number.NaN;
  let whole = 0;
  let digits = 0;
  let point = -1;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) {
      whole = whole * 10 + (code - ZERO);
      if (whole !== 0) digits++;
    } else if (code === POINT && point < 0 && index > 0) point = index;
    else return Number.NaN;
  }
  if (point === length - 1) return Number.NaN;
  const places = point < 0 ? 0 : length - 1 - point;
  return digits <= EXACT_DIGITS && places < POWERS.length ? whole / (POWERS[places] as number) : Number(text);
}

/** Digits, perhaps a point and digits: nothing that `Number` reads beside that. */
export const isDecimalText = (text: string): boolean => !Number.isNaN(decimalOf(text));

/** Above 0. */
export function priceOf(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const price = decimalOf(value);
  return price > 0 && price <= MOST_PRICE ? price : Number.NaN;
}

/** 0 or more. */
export function quantityOf(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const quantity = decimalOf(value);
  return quantity <= MOST_QUANTITY ? quantity : Number.NaN;
}

/** Milliseconds, of a time in milliseconds or microseconds. */
export function timeOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return Number.NaN;
  const timeMs = value > LATEST_MS ? Math.floor(value / 1_000) : value;
  return timeMs >= EARLIEST_MS && timeMs <= LATEST_MS ? timeMs : Number.NaN;
}

/** A number the exchange counts by: whole, 0 or more. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : Number.NaN;
}
