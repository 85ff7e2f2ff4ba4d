import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../../../src-main/data-import/decimal-field.ts';

const read = (text: string, mark: '.' | ',' = '.'): number => parseDecimal(text, 0, text.length, mark);

describe('parseDecimal', () => {
  it.each([
    '0',
    '1',
    '-1',
    '+2.5',
    '0.1',
    '1234567.891',
    '.5',
    '5.',
    '1e3',
    '1E-8',
    '2.5e+2',
    '-0',
    '0.00005330000000000001',
    '9007199254740993',
    '123456789012345678901234567890',
    '0.000000000000000000000000012345',
    '1.7976931348623157e308',
    '4.9e-324',
    '0.1000000000000000055511151231257827',
    '46319.00000000000000000000001',
  ])('reads %s as Number does', (text) => {
    expect(Object.is(read(text), Number(text))).toBe(true);
  });

  it.each([
    '',
    ' ',
    '.',
    '-',
    '+',
    'nan',
    'NaN',
    'inf',
    'Infinity',
    '-Infinity',
    '1,5',
    '1,234.5',
    "1'000",
    '1_000',
    '0x10',
    '1 2',
    '1.2.3',
    '--1',
    '1e',
    'e5',
    '1e999',
    '12a',
    '１',
    '1.5 USD',
    '$1',
    '1e5.5',
  ])('refuses %j', (text) => {
    expect(read(text)).toBeNaN();
  });

  it('takes a decimal comma only where the file has one, and then no dot', () => {
    expect(read('1,5', ',')).toBe(1.5);
    expect(read('0,00005330000000000001', ',')).toBe(0.00005330000000000001);
    expect(read('1,5e-3', ',')).toBe(0.0015);
    for (const text of ['1.5', '1.234,5', '1,234,567', '1.5e3']) expect(read(text, ',')).toBeNaN();
  });
});
