import { expect, test } from 'vitest';
import { INDICATORS } from '../../../../src-main/engine/indicator-registry.ts';
import { indicatorTypes, withIndicatorTypes } from '../../../../src-main/own-strategies/indicator-types.ts';

test('no field is left without a type', () => {
  expect(indicatorTypes()).not.toContain('unknown');
  for (const name of INDICATORS.keys()) expect(indicatorTypes()).toContain(`    '${name}': {`);
});

test('a text without the two marks is refused', () => {
  expect(() => withIndicatorTypes('declare module {}')).toThrow('expected its two marks');
});
