import { wording } from '../language/index.ts';

/** One input of a form made from a JSON Schema, or a titled group of them. */
export type SchemaField =
  | (FieldBase & { readonly kind: 'number'; readonly isWhole: boolean; readonly limits: NumberLimits })
  | (FieldBase & { readonly kind: 'boolean' })
  | (FieldBase & { readonly kind: 'choice'; readonly choices: readonly string[] })
  | (FieldBase & { readonly kind: 'text' })
  | (FieldBase & { readonly kind: 'group'; readonly fields: readonly SchemaField[] });

type FieldBase = {
  readonly key: string;
  readonly title: string;
  readonly hint: string | undefined;
  /** The schema's default, shown while the values have none. */
  readonly fallback: unknown;
};

export type NumberLimits = {
  readonly least: number | undefined;
  readonly above: number | undefined;
  readonly most: number | undefined;
  readonly below: number | undefined;
};

export type SchemaValues = Readonly<Record<string, unknown>>;

type JsonSchema = Readonly<Record<string, unknown>>;

/** The fields of an object schema, in its order. Kinds of schema a form has no input for become text. */
export function fieldsOf(schema: JsonSchema): readonly SchemaField[] {
  return Object.entries(objectOf(schema.properties)).map(([key, property]) => fieldOf(key, objectOf(property)));
}

function fieldOf(key: string, schema: JsonSchema): SchemaField {
  const base: FieldBase = {
    key,
    title: saidOf(schema.title) ?? key,
    hint: saidOf(schema.description),
    fallback: schema.default,
  };
  if (Array.isArray(schema.enum)) return { ...base, kind: 'choice', choices: schema.enum.map(String) };
  switch (schema.type) {
    case 'number':
    case 'integer':
      return { ...base, kind: 'number', isWhole: schema.type === 'integer', limits: limitsOf(schema) };
    case 'boolean':
      return { ...base, kind: 'boolean' };
    case 'object':
      return { ...base, kind: 'group', fields: fieldsOf(schema) };
    default:
      return { ...base, kind: 'text' };
  }
}

function limitsOf(schema: JsonSchema): NumberLimits {
  return {
    least: numberOf(schema.minimum),
    above: numberOf(schema.exclusiveMinimum),
    most: numberOf(schema.maximum),
    below: numberOf(schema.exclusiveMaximum),
  };
}

/** The value of a field, or its default while there is none. */
export function currentValue(field: SchemaField, values: SchemaValues): unknown {
  return values[field.key] ?? field.fallback;
}

/** The values of a group, whatever is stored in its place. */
export function objectOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
}

/** A text of the schema as the window says it. */
function saidOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? wording.strategies.said(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
