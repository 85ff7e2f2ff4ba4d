import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, isDecimalText } from '../../../../../src-main/exchanges/binance/parse-numbers.ts';

const digits = fc.stringMatching(/^[0-9]{1,20}$/);

describe('decimal texts of the wire', () => {
  it('are the very float64 that Number reads', () => {
    fc.assert(
      fc.property(digits, fc.option(digits), (whole, places) => {
        const text = places === null ? whole : `${whole}.${places}`;
        expect(decimalOf(text)).toBe(Number(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(['0', '0.00000000', '61837.63000000', '0.000000000001', '999999999999999', '1234567890123456.7'])(
    'such as %s',
    (text) => {
      expect(decimalOf(text)).toBe(Number(text));
      expect(isDecimalText(text)).toBe(true);
    },
  );

  it.each([
    '',
    '.',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e5',
    '1.2.3',
    ' 1',
    '1 ',
    '0x10',
    'NaN',
    'Infinity',
    '１',
    '1'.repeat(42),
  ])('"%s" is none', (text) => {
    expect(decimalOf(text)).toBeNaN();
    expect(isDecimalText(text)).toBe(false);
  });
});
