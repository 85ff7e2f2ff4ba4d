import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { findIndicator, INDICATORS, readIndicatorParams } from '../../../../src-main/engine/indicator-registry.ts';

describe.each([...INDICATORS.values()])('$name', (indicator) => {
  it('has a kebab name, a title and lowerCamel outputs', () => {
    expect(indicator.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(indicator.title.length).toBeGreaterThan(2);
    expect(indicator.outputs.length).toBeGreaterThan(0);
    for (const output of indicator.outputs) expect(output).toMatch(/^[a-z][a-zA-Z0-9]*$/);
    expect(new Set(indicator.outputs).size).toBe(indicator.outputs.length);
  });

  it('has a default for every parameter and refuses unknown ones', () => {
    const params = unwrap(readIndicatorParams(indicator, {}));
    expect(indicator.warmUp(params)).toBeGreaterThanOrEqual(0);
    const refused = readIndicatorParams(indicator, { nonsense: 1 });
    expect(refused).toMatchObject({ ok: false, error: { code: 'badParams' } });
  });

  it('gives a JSON Schema from which a form can be made', () => {
    const schema = z.toJSONSchema(indicator.params) as { properties?: Record<string, Record<string, unknown>> };
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      expect(field, name).toHaveProperty('title');
      expect(field, name).toHaveProperty('description');
      expect(field, name).toHaveProperty('default');
      if (field.type === 'integer' || field.type === 'number') {
        expect(field, name).toHaveProperty('minimum');
        expect(field, name).toHaveProperty('maximum');
      }
    }
  });
});

describe('the registry', () => {
  it('says which names there are', () => {
    const missing = findIndicator('rsj');
    expect(missing).toMatchObject({ ok: false, error: { code: 'unknownIndicator' } });
    if (!missing.ok) expect(missing.error.message).toContain('rsi');
  });

  it('names the parameter, its value and what it takes', () => {
    const outcome = readIndicatorParams(unwrap(findIndicator('rsi')), { period: 0 });
    if (outcome.ok) expect.fail('period 0 was taken');
    expect(outcome.error.code).toBe('badParams');
    expect(outcome.error.message).toMatch(/rsi: period is 0: .*>=1/);
  });

  it('reads parameters where code may not be made from strings', () => {
    z.config({ jitless: true });
    for (const indicator of INDICATORS.values()) expect(readIndicatorParams(indicator, {}).ok).toBe(true);
    z.config({ jitless: false });
  });
});
