import type { Money } from '../../model/money.ts';
import {
  moneyFromText,
  moneyToText,
  type Price,
  priceFromText,
  priceToText,
  type Quantity,
  quantityFromText,
  quantityToText,
} from '../../model/money.ts';

/** JSON as it is written: nothing that JSON would change on the way. */
export type RecordedValue =
  | string
  | number
  | boolean
  | null
  | readonly RecordedValue[]
  | { readonly [name: string]: RecordedValue };

/** Fixed-point numbers are alike while the program runs: the name of the field says which places they have. */
const PRICE_FIELDS: ReadonlySet<string> = new Set(['tick', 'price', 'limitPrice', 'entryPrice', 'exitPrice']);
const QUANTITY_FIELDS: ReadonlySet<string> = new Set(['step', 'quantity', 'balance']);

/**
 * Any plain value as JSON that reads back as the same value, to the bit: fixed-point numbers as decimal text under `$money`,
 * `$price` or `$quantity`, float64 columns, maps, and the numbers JSON has no word for. Keys in alphabetical order; fields
 * that are undefined are left out. Throws TypeError for functions, symbols and class instances.
 */
export function toRecorded(value: unknown, field = ''): RecordedValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return isPlainNumber(value) ? value : { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (typeof value === 'bigint') return fixedPoint(value, field);
  if (value instanceof Float64Array) return { $float64: Array.from(value, (item) => toRecorded(item)) };
  if (value instanceof Map) return { $map: [...value].map((entry) => entry.map((item) => toRecorded(item, field))) };
  if (Array.isArray(value)) return value.map((item) => toRecorded(item, field));
  if (isPlainObject(value)) return objectOf(value);
  throw new TypeError(`${field === '' ? 'the value' : field} is ${describe(value)}, expected plain data`);
}

/** The value again. Throws SyntaxError or RangeError where the text of a number is none. */
export function fromRecorded(recorded: RecordedValue): unknown {
  if (typeof recorded !== 'object' || recorded === null) return recorded;
  if (Array.isArray(recorded)) return recorded.map(fromRecorded);
  const entries = Object.entries(recorded as Readonly<Record<string, RecordedValue>>);
  const [only] = entries;
  const read = entries.length === 1 && only !== undefined ? READERS[only[0]] : undefined;
  if (read !== undefined && only !== undefined) return read(only[1]);
  return Object.fromEntries(entries.map(([name, value]) => [name, fromRecorded(value)]));
}

/** One text for equal values, whatever order their fields were written in. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(toRecorded(value));
}

const READERS: Readonly<Record<string, (value: RecordedValue) => unknown>> = {
  $money: (text) => moneyFromText(String(text)),
  $price: (text) => priceFromText(String(text)),
  $quantity: (text) => quantityFromText(String(text)),
  $number: (text) => Number(text),
  $float64: (items) => Float64Array.from((items as readonly RecordedValue[]).map(fromRecorded) as number[]),
  $map: (entries) => new Map(fromRecorded(entries) as [unknown, unknown][]),
};

const isPlainNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

function fixedPoint(value: bigint, field: string): RecordedValue {
  if (PRICE_FIELDS.has(field)) return { $price: priceToText(value as Price) };
  if (QUANTITY_FIELDS.has(field)) return { $quantity: quantityToText(value as Quantity) };
  return { $money: moneyToText(value as Money) };
}

function objectOf(value: Readonly<Record<string, unknown>>): RecordedValue {
  const names = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort();
  const clash = names.find((name) => name.startsWith('$'));
  if (clash !== undefined) throw new TypeError(`a field is named ${clash}, expected no name that begins with $`);
  return Object.fromEntries(names.map((name) => [name, toRecorded(value[name], name)]));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  return typeof value === 'object' ? `of class ${value?.constructor?.name}` : `a ${typeof value}`;
}
