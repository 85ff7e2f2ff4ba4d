import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { INDICATORS, readIndicatorParams } from '../../../../../src-main/engine/indicator-registry.ts';
import type { IndicatorDefinition } from '../../../../../src-main/engine/indicators/indicator.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';

type FieldSchema = { type?: string; enum?: string[]; minimum?: number };

/** The defaults, each alternative of each choice, and each whole number at its least and at 3, 7 and 40. */
function parameterSets(indicator: IndicatorDefinition): object[] {
  const { properties = {} } = z.toJSONSchema(indicator.params) as { properties?: Record<string, FieldSchema> };
  const raw: object[] = [{}];
  for (const [name, field] of Object.entries(properties)) {
    if (field.enum !== undefined) raw.push(...field.enum.map((value) => ({ [name]: value })));
    if (field.type === 'integer') raw.push(...[field.minimum, 3, 7, 40].map((value) => ({ [name]: value })));
  }
  return raw.flatMap((params) => {
    const outcome = readIndicatorParams(indicator, params);
    return outcome.ok ? [outcome.value] : [];
  });
}

/** Prices that move every candle, so that nothing but warming up leaves a value out. */
const candles = candleColumnsOf(
  Array.from({ length: 600 }, (_, i) => {
    const close = 100 + 10 * Math.sin(i / 9) + (i % 7) * 0.3;
    const open = 100 + 10 * Math.sin((i - 1) / 9) + ((i + 6) % 7) * 0.3;
    const [high, low] = [Math.max(open, close) + 0.4, Math.min(open, close) - 0.5];
    return { openTimeMs: i * 60_000, open, high, low, close, volume: 10 + (i % 5) };
  }),
);

const definitions = [...INDICATORS.values()];

/** The same an hour apart, so that days end within them. */
const hourly = { ...candles, openTimeMs: candles.openTimeMs.map((time) => time * 60) };

describe.each(definitions.filter(({ sparse }) => sparse !== true))('$name', (indicator) => {
  it('has its first complete row at the declared index and none missing after', () => {
    for (const params of parameterSets(indicator)) {
      const columns = indicator.series(candles, unwrap(readIndicatorParams(indicator, params)));
      const complete = (i: number) => columns.every((column) => !Number.isNaN(column[i]));
      const first = Array.from({ length: 600 }, (_, i) => i).findIndex(complete);
      expect(first, JSON.stringify(params)).toBe(indicator.warmUp(params));
      for (let i = first; i < 600; i++) expect(complete(i), `${JSON.stringify(params)} at ${i}`).toBe(true);
    }
  });
});

describe.each(definitions.filter(({ sparse }) => sparse === true))('$name, with values at events only', (indicator) => {
  it('has no value before the declared index and some after', () => {
    const params = unwrap(readIndicatorParams(indicator, {}));
    const columns = indicator.series(hourly, params);
    const first = columns[0]?.findIndex((value) => !Number.isNaN(value)) ?? -1;
    expect(first).toBeGreaterThanOrEqual(indicator.warmUp(params));
  });
});
