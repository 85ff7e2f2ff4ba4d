import { expect, it } from 'vitest';
import { fractionOfPercent, percentOfFraction } from '../../../../src-renderer/format/percent-field.ts';

it('a fraction and the percent of a field become each other without the tail of a float', () => {
  for (const percent of [0.1, 1.1, 7, 29, 57, 99.9]) {
    const fraction = fractionOfPercent(percent) ?? Number.NaN;
    expect(percentOfFraction(fraction)).toBe(percent);
  }
  expect([fractionOfPercent('7'), fractionOfPercent(0), fractionOfPercent('')]).toEqual([0.07, 0, null]);
});
