import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { INDICATORS, readIndicatorParams } from '../../../../../src-main/engine/indicator-registry.ts';
import type { IndicatorDefinition } from '../../../../../src-main/engine/indicators/indicator.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { arbitraryCandles } from './arbitrary-candles.ts';

type FieldSchema = { type?: string; enum?: string[]; default: unknown; minimum?: number; maximum?: number };

/** Random parameters from the schema itself: short periods often, so that what follows the warm-up is long. */
function arbitraryParams(indicator: IndicatorDefinition): fc.Arbitrary<object> {
  const { properties = {} } = z.toJSONSchema(indicator.params) as { properties?: Record<string, FieldSchema> };
  const fields = Object.entries(properties).map(([name, field]) => [name, arbitraryField(field)] as const);
  return fc
    .record(Object.fromEntries(fields))
    .filter((raw) => readIndicatorParams(indicator, raw).ok)
    .map((raw) => unwrap(readIndicatorParams(indicator, raw)));
}

function arbitraryField(field: FieldSchema): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 0 } = field;
  if (field.enum !== undefined) return fc.constantFrom(...field.enum);
  if (field.type === 'boolean') return fc.boolean();
  if (field.type === 'integer') {
    const short = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 40) });
    return fc.oneof(short, fc.constant(field.default), fc.integer({ min: minimum, max: Math.min(maximum, 300) }));
  }
  if (field.type === 'number') return fc.double({ min: minimum, max: Math.min(maximum, minimum + 10), noNaN: true });
  return fc.constant(field.default);
}

function stepColumns(indicator: IndicatorDefinition, params: object, rows: readonly Candle[]): Float64Array[] {
  const columns = indicator.outputs.map(() => new Float64Array(rows.length));
  const step = indicator.step(params);
  const out = new Float64Array(columns.length);
  rows.forEach((candle, i) => {
    step.update(candle, out);
    for (const [k, column] of columns.entries()) column[i] = out[k] as number;
  });
  return columns;
}

function expectEqualBits(actual: Float64Array | undefined, expected: Float64Array, what: string): void {
  expect(actual?.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(actual?.[i], expected[i])) expect.fail(`${what}[${i}]: series ${actual?.[i]}, step ${expected[i]}`);
  }
}

describe.each([...INDICATORS.values()])('$name', (indicator) => {
  it('series equals step to the bit', () => {
    fc.assert(
      fc.property(arbitraryCandles(3000), arbitraryParams(indicator), ({ rows, columns }, params) => {
        const series = indicator.series(columns, params);
        expect(series.length).toBe(indicator.outputs.length);
        const steps = stepColumns(indicator, params, rows);
        for (const [k, name] of indicator.outputs.entries()) expectEqualBits(series[k], steps[k] as Float64Array, name);
      }),
      { seed: 20_240_611, numRuns: 60 },
    );
  });

  it('leaves the candles as they were and sees none that is later', () => {
    fc.assert(
      fc.property(arbitraryCandles(400), arbitraryParams(indicator), fc.nat(400), ({ rows, columns }, params, cut) => {
        const before = structuredClone(columns);
        const whole = indicator.series(columns, params);
        expect(columns).toEqual(before);
        const part = stepColumns(indicator, params, rows.slice(0, cut));
        for (const [k, name] of indicator.outputs.entries()) {
          expectEqualBits(whole[k]?.subarray(0, cut), part[k] as Float64Array, name);
        }
      }),
      { seed: 20_240_612, numRuns: 30 },
    );
  });
});
