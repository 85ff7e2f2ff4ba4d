import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { STRATEGIES } from '../../../../src-main/engine/strategies/registry.ts';
import { fieldsOf } from '../../../../src-renderer/ui/schema-fields.ts';
import { hasSchemaProblems, problemOf } from '../../../../src-renderer/ui/schema-problems.ts';

/** As the main process sends it. */
const sent = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as Readonly<Record<string, unknown>>;

const sample = sent(
  z.strictObject({
    period: z.number().int().min(1).max(50).default(14).meta({ title: 'Period', description: 'Candles' }),
    level: z.number().gt(0).lt(1).default(0.5),
    side: z.enum(['long', 'both']).default('long'),
    loud: z.boolean().default(true),
    note: z.string().default('x'),
    inner: z.strictObject({ weight: z.number().min(0).default(1) }).prefault({}),
  }),
);
const fields = Object.fromEntries(fieldsOf(sample).map((field) => [field.key, field]));

describe('fieldsOf', () => {
  it('finds an input for every kind', () => {
    expect(Object.values(fields).map(({ key, kind }) => [key, kind])).toEqual([
      ['period', 'number'],
      ['level', 'number'],
      ['side', 'choice'],
      ['loud', 'boolean'],
      ['note', 'text'],
      ['inner', 'group'],
    ]);
  });

  it('keeps titles, hints, defaults and limits', () => {
    expect(fields.period).toEqual({
      key: 'period',
      title: 'Period',
      hint: 'Candles',
      fallback: 14,
      kind: 'number',
      isWhole: true,
      limits: { least: 1, above: undefined, most: 50, below: undefined },
    });
    expect(fields.level).toMatchObject({ title: 'level', limits: { above: 0, below: 1 } });
  });
});

describe('problemOf', () => {
  const says = (key: string, value: unknown): string | undefined => {
    const field = fields[key];
    if (field === undefined) throw new Error(`no field ${key}`);
    return problemOf(field, value);
  };

  it.each([
    ['period', 14, undefined],
    ['period', 0, 'At least 1'],
    ['period', 51, 'At most 50'],
    ['period', 1.5, 'A whole number'],
    ['period', '', 'A number'],
    ['period', Number.NaN, 'A number'],
    ['level', 0, 'Above 0'],
    ['level', 1, 'Below 1'],
    ['side', 'short', 'Required'],
    ['loud', false, undefined],
  ])('%s of %s: %s', (key, value, problem) => {
    expect(says(key, value)).toBe(problem);
  });
});

describe('hasSchemaProblems', () => {
  it('looks into groups and takes defaults for what is not there', () => {
    expect(hasSchemaProblems(sample, {})).toBe(false);
    expect(hasSchemaProblems(sample, { inner: { weight: -1 } })).toBe(true);
  });

  it.each(STRATEGIES.map((strategy) => [strategy.id, strategy] as const))(
    'the defaults of %s have none',
    (_id, strategy) => {
      expect(hasSchemaProblems(sent(strategy.params), strategy.params.parse({}) as Record<string, unknown>)).toBe(
        false,
      );
    },
  );
});
