import { z } from 'zod';
import { INDICATORS } from '../engine/indicator-registry.ts';
import { INTERVALS } from '../model/time.ts';

/** What `z.toJSONSchema` says of one field, as far as types need it. */
type FieldSchema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
};

/** The part of `bellwether.d.ts` that names every indicator with its parameters and outputs, and every interval. */
export function indicatorTypes(): string {
  const entries = [...INDICATORS.values()].map(({ name, title, outputs, params }) => {
    const schema = z.toJSONSchema(params, { io: 'input' }) as { properties?: Record<string, FieldSchema> };
    const fields = Object.entries(schema.properties ?? {}).map(fieldLines);
    const parameters = fields.length === 0 ? 'Record<never, never>' : `{\n${fields.join('')}      }`;
    const names = outputs.map((output) => `'${output}'`).join(' | ');
    return `    /** ${title}. */\n    '${name}': {\n      parameters: ${parameters};\n      outputs: ${names};\n    };\n`;
  });
  const intervals = INTERVALS.map((interval) => `'${interval}'`).join(' | ');
  return `  interface Indicators {\n${entries.join('')}  }\n  export type Interval = ${intervals};\n`;
}

function fieldLines([name, field]: [string, FieldSchema]): string {
  const standard = field.default === undefined ? '' : ` ${JSON.stringify(field.default)} when left out.`;
  return `        /** ${field.description ?? ''}${standard} */\n        ${name}?: ${typeOf(field)};\n`;
}

function typeOf(field: FieldSchema): string {
  if (field.enum !== undefined) return field.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (field.type === 'integer') return 'number';
  return field.type === 'number' || field.type === 'boolean' || field.type === 'string' ? field.type : 'unknown';
}

const BEGIN = '  // Indicators, made from their definitions.\n';
const END = '  // End of the indicators.\n';

/** The shipped types with the part about indicators as their definitions have it now. */
export function withIndicatorTypes(shipped: string): string {
  const from = shipped.indexOf(BEGIN);
  const to = shipped.indexOf(END);
  if (from < 0 || to < from) throw new Error('bellwether.d.ts has no place for indicators, expected its two marks');
  return shipped.slice(0, from + BEGIN.length) + indicatorTypes() + shipped.slice(to);
}
