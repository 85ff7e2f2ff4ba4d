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

/** RFC 3339, to the millisecond. */
export const timestamp = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((timeMs) => !Number.isNaN(timeMs), 'expected a time as RFC 3339');

/** Rows that fit; those that do not are left out. */
export function readRows<T>(rows: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): [key: string, row: T][] {
  return Object.entries(rows).flatMap(([key, row]): [string, T][] => {
    const read = schema.safeParse(row);
    return read.success ? [[key, read.data]] : [];
  });
}
