/** Values from outside, field by field: what is not as documented is undefined, never an exception. */
export type Json = Readonly<Record<string, unknown>>;

/** Undefined when the text is not JSON or not an object. */
export function parseObject(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The objects of a list; whatever else is in it is left out. Empty when the field is no list. */
export function objectsIn(record: Json, name: string): readonly Json[] {
  const list = record[name];
  if (!Array.isArray(list)) return [];
  for (const item of list) if (asObject(item) === undefined) return list.filter((one) => asObject(one) !== undefined);
  return list as readonly Json[];
}

/** Text that is there; an empty one counts as absent. */
export function textIn(record: Json, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Flags come as booleans, and as text on the user channel. */
export function flagIn(record: Json, name: string): boolean {
  return record[name] === true || record[name] === 'true';
}

const DECIMAL = /^-?\d{1,40}(?:\.\d{0,40})?(?:[eE][+-]?\d{1,2})?$/;

/** A decimal as it was written, whether quoted or not. */
export function decimalIn(record: Json, name: string): string | undefined {
  const value = record[name];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && DECIMAL.test(text) ? text : undefined;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * The float64 of a decimal of at least 0. Most of a market's messages are these: what Number() takes beyond decimals (`0x10`,
 * spaces, the empty text) is told apart by three characters rather than by a pattern.
 */
export function amountIn(record: Json, name: string): number | undefined {
  const text = record[name];
  if (typeof text !== 'string') return typeof text === 'number' && text >= 0 && text < Infinity ? text : undefined;
  if (!isDigit(text.charCodeAt(0)) || !isDigit(text.charCodeAt(text.length - 1))) return undefined;
  /** Letters in second place are of other bases, but for an exponent. */
  const second = text.charCodeAt(1) | 32;
  if (second > 97 && second !== 101) return undefined;
  const value = Number(text);
  return value < Infinity ? value : undefined;
}

/** As `amountIn`, above 0. */
export function priceIn(record: Json, name: string): number | undefined {
  const value = amountIn(record, name);
  return value === 0 ? undefined : value;
}

/** A whole number of at least 0, quoted or not. */
export function countIn(record: Json, name: string): number | undefined {
  const value = record[name];
  const count = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Decimal places that count: 0.100 has one. */
export function placesOf(decimal: string): number {
  const match = /^-?\d*(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(decimal);
  const fraction = (match?.[1] ?? '').replace(/0+$/, '');
  return Math.max(0, fraction.length - Number(match?.[2] ?? '0'));
}

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s?(?:Z|([+-])(\d\d):?(\d\d))(?: UTC)?(?: m=[+-][\d.]+)?$/;

/** The latest whole second that was read: nearly every time in a message is of the one before it. */
let knownSecond = 'none';
let knownSecondMs = 0;

/** Ms of `2026-11-21T00:00:00.123456789Z`, and of `2026-11-21 00:00:00.1 +0000 UTC m=+1.0` as Go prints it; cut, not rounded. */
export function timeMsOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 80) return undefined;
  const fractionMs = text.startsWith(knownSecond) ? fractionMsOf(text) : undefined;
  if (fractionMs !== undefined) return knownSecondMs + fractionMs;
  const timeMs = patternTimeMs(text);
  if (timeMs === undefined || timeMs < EARLIEST_MS || timeMs >= LATEST_MS) return undefined;
  if (text.endsWith('Z')) {
    knownSecond = text.slice(0, SECOND_LENGTH);
    knownSecondMs = Math.floor(timeMs / 1000) * 1000;
  }
  return timeMs;
}

/** 2010 and 2100. */
const EARLIEST_MS = Date.UTC(2010, 0);
const LATEST_MS = Date.UTC(2100, 0);
const SECOND_LENGTH = '2026-11-21T00:00:00'.length;

/** Of `Z` and of `.123456789Z` after the second; undefined for anything else. */
function fractionMsOf(text: string): number | undefined {
  const end = text.length - 1;
  if (text.charCodeAt(end) !== 90) return undefined;
  if (end === SECOND_LENGTH) return 0;
  if (text.charCodeAt(SECOND_LENGTH) !== 46 || end > SECOND_LENGTH + 10 || end === SECOND_LENGTH + 1) return undefined;
  let ms = 0;
  let unit = 100;
  for (let index = SECOND_LENGTH + 1; index < end; index++) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return undefined;
    ms += (code - 48) * Math.floor(unit);
    unit /= 10;
  }
  return ms;
}

function patternTimeMs(text: string): number | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index]);
  const isCalendar = part(2) >= 1 && part(2) <= 12 && part(3) >= 1 && part(3) <= 31;
  if (!isCalendar || part(4) > 23 || part(5) > 59 || part(6) > 60) return undefined;
  const fractionMs = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const utcMs = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), fractionMs);
  return match[8] === undefined ? utcMs : utcMs - offsetMs(match[8], match[9], match[10]);
}

function offsetMs(sign: string, hours = '0', minutes = '0'): number {
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ms : ms;
}

/** As the exchange wants times in queries. */
export function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
