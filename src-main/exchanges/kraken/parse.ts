import { z } from 'zod';

/** Undefined for what is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keys are not escaped, so `"key":` cannot stand inside a text; numbers in arrays stay as they are. */
const NUMBER_FIELD = /"([a-z_]+)"\s*:\s*(-?\d[\d.eE+-]*)/g;

/** As `readJson`, with the numbers of fields as the text that was sent: the socket's prices and quantities are not quoted. */
export function readExactJson(text: string): unknown {
  return readJson(text.replace(NUMBER_FIELD, '"$1":"$2"'));
}

/** A text of an object; undefined for everything else. */
export function textField(json: unknown, name: string): string | undefined {
  const value = typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

const envelope = z.object({ error: z.array(z.string()), result: z.unknown().optional() });
export type Envelope = { readonly error: readonly string[]; readonly result?: unknown };

/** What every REST reply is wrapped in; undefined for something else, such as a page of a proxy. */
export function readEnvelope(text: string): Envelope | undefined {
  return envelope.safeParse(readJson(text)).data;
}

/** A decimal as text, whether it was sent quoted or not. */
export const decimalText = z
  .union([z.string().regex(/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/), z.number()])
  .transform(String);

/** The same of an amount: 0 or more. */
export const amountText = decimalText.refine((text) => Number(text) >= 0, 'expected 0 or more');

/** The same of a price. */
export const priceText = decimalText.refine((text) => Number(text) > 0, 'expected more than 0');

/** A float64, whether it was sent quoted or not. */
export const float = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/)
      .transform(Number),
  ])
  .refine(Number.isFinite, 'expected a finite number');

export const price = float.refine((value) => value > 0, 'expected more than 0');
export const quantity = float.refine((value) => value >= 0, 'expected 0 or more');

/** 2010 and 2100. */
const EARLIEST_MS = Date.UTC(2010, 0);
const LATEST_MS = Date.UTC(2100, 0);
const isPlausibleMs = (timeMs: number): boolean => timeMs >= EARLIEST_MS && timeMs < LATEST_MS;

/** RFC 3339, to the millisecond. */
export const timestamp = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(isPlausibleMs, 'expected a time of 2010 to 2100 as RFC 3339');

/** Seconds, with a fraction. */
export const timeInSeconds = z.number().refine((seconds) => isPlausibleMs(seconds * 1000), 'expected 2010 to 2100');

/** Rows that fit; those that do not are left out. */
export function readRows<T>(rows: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): [key: string, row: T][] {
  return Object.entries(rows).flatMap(([key, row]): [string, T][] => {
    const read = schema.safeParse(row);
    return read.success ? [[key, read.data]] : [];
  });
}
