import { z } from 'zod';

const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/, 'expected a name of letters and digits');
const words = { title: z.string().max(80).optional(), description: z.string().max(500).optional() };
const figure = { ...words, default: z.number(), min: z.number().optional(), max: z.number().optional() };

/** A parameter as `number`, `integer`, `choice` and `toggle` write it down. */
const parameter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), ...figure }),
  z.strictObject({ kind: z.literal('integer'), ...figure }),
  z.strictObject({
    kind: z.literal('choice'),
    ...words,
    words: z.array(z.string().min(1).max(40)).min(1).max(50),
    default: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('toggle'), ...words, default: z.boolean().optional() }),
]);

export const parameterDescriptions = z.record(name, parameter);
export type ParameterDescriptions = z.infer<typeof parameterDescriptions>;
type ParameterDescription = z.infer<typeof parameter>;

/** The schema a form, a search and the documentation are made from. Throws an Error that names a default out of range. */
export function parameterSchema(descriptions: ParameterDescriptions): z.ZodType<object> {
  return z.strictObject(
    Object.fromEntries(Object.entries(descriptions).map(([key, described]) => [key, fieldOf(key, described)])),
  );
}

function fieldOf(key: string, described: ParameterDescription): z.ZodType {
  const standard = defaultOf(described);
  const field = plainField(described);
  const checked = field.safeParse(standard);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Error(`parameter ${key}: its default ${JSON.stringify(standard)} does not fit: ${issue?.message ?? ''}`);
  }
  const { title = key, description = '' } = described;
  return field.default(standard as never).meta({ title, description });
}

function defaultOf(described: ParameterDescription): unknown {
  if (described.kind === 'choice') return described.default ?? described.words[0];
  return described.kind === 'toggle' ? (described.default ?? false) : described.default;
}

function plainField(described: ParameterDescription): z.ZodType {
  if (described.kind === 'toggle') return z.boolean();
  if (described.kind === 'choice') return z.enum(described.words);
  const { kind, min, max } = described;
  const field = kind === 'integer' ? z.int() : z.number();
  const from = min === undefined ? field : field.min(min);
  return max === undefined ? from : from.max(max);
}
