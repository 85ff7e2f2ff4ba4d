import { expect, test } from 'vitest';
import { INDICATORS } from '../../../../src-main/engine/indicator-registry.ts';
import { indicatorTypes, withIndicatorTypes } from '../../../../src-main/own-strategies/indicator-types.ts';
import { shippedText, TYPES_FILE } from '../../../../src-main/own-strategies/shipped-files.ts';

test('the shipped types name every indicator as its definition has it now (`npm run docs` writes them)', () => {
  const shipped = shippedText(TYPES_FILE);
  expect(withIndicatorTypes(shipped)).toBe(shipped);
});

test('no field is left without a type', () => {
  expect(indicatorTypes()).not.toContain('unknown');
  for (const name of INDICATORS.keys()) expect(indicatorTypes()).toContain(`    '${name}': {`);
});

test('a text without the two marks is refused', () => {
  expect(() => withIndicatorTypes('declare module {}')).toThrow('expected its two marks');
});
