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

/** Digits, perhaps a point and digits: no sign, no exponent, nothing that `Number` reads beside that. */
export function isDecimalText(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > LONGEST_TEXT) return false;
  let points = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === POINT) points++;
    else if (code < ZERO || code > NINE) return false;
  }
  return points === 0 || (points === 1 && text.charCodeAt(0) !== POINT && text.charCodeAt(length - 1) !== POINT);
}

/** Above 0. */
export function priceOf(value: unknown): number {
  if (typeof value !== 'string' || !isDecimalText(value)) return Number.NaN;
  const price = Number(value);
  return price > 0 && price <= MOST_PRICE ? price : Number.NaN;
}

/** 0 or more. */
export function quantityOf(value: unknown): number {
  if (typeof value !== 'string' || !isDecimalText(value)) return Number.NaN;
  const quantity = Number(value);
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
