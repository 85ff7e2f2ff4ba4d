import { wording } from '../language/index.ts';
import { currentValue, fieldsOf, objectOf, type SchemaField, type SchemaValues } from './schema-fields.ts';

/** Why a value cannot be sent, in words, or undefined. Rules between fields are the main process's to judge. */
export function problemOf(field: SchemaField, value: unknown): string | undefined {
  if (field.kind === 'number') return numberProblem(field, value);
  if (field.kind === 'choice' && !field.choices.includes(String(value))) return wording.ui.required;
  return undefined;
}

function numberProblem(field: Extract<SchemaField, { kind: 'number' }>, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wording.ui.notNumber;
  if (field.isWhole && !Number.isInteger(value)) return wording.ui.notInteger;
  const { least, above, most, below } = field.limits;
  if (least !== undefined && value < least) return wording.ui.atLeast(String(least));
  if (above !== undefined && value <= above) return wording.ui.above(String(above));
  if (most !== undefined && value > most) return wording.ui.atMost(String(most));
  if (below !== undefined && value >= below) return wording.ui.below(String(below));
  return undefined;
}

/** Whether any field of the form, also inside groups, has a value that cannot be sent. */
export function hasSchemaProblems(schema: SchemaValues, values: SchemaValues): boolean {
  return hasProblems(fieldsOf(schema), values);
}

function hasProblems(fields: readonly SchemaField[], values: SchemaValues): boolean {
  return fields.some((field) => {
    const value = currentValue(field, values);
    return field.kind === 'group' ? hasProblems(field.fields, objectOf(value)) : problemOf(field, value) !== undefined;
  });
}
