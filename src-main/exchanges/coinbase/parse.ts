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
  return Array.isArray(list) ? list.filter((item): item is Json => asObject(item) !== undefined) : [];
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

/** The float64 of a decimal of at least 0. */
export function amountIn(record: Json, name: string): number | undefined {
  const text = decimalIn(record, name);
  const value = text === undefined ? Number.NaN : Number(text);
  return value >= 0 && value < Number.POSITIVE_INFINITY ? value : undefined;
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

/** Ms of `2026-11-21T00:00:00.123456789Z`, and of `2026-11-21 00:00:00.1 +0000 UTC m=+1.0` as Go prints it; cut, not rounded. */
export function timeMsOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 80) return undefined;
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
