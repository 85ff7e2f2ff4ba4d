import { describe, expect, it } from 'vitest';
import { decimalsOf, formatDecimal, formatQuantity, signOf } from '../../../../src-renderer/format/decimal.ts';

describe('formatDecimal', () => {
  it.each([
    ['1234567.891', 2, '1,234,567.89'],
    ['-1234.5', 2, '−1,234.50'],
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '−0.01'],
    ['-0.004', 2, '0.00'],
    ['999.995', 2, '1,000.00'],
    ['12', 0, '12'],
    ['12.5', 0, '13'],
    ['0', 2, '0.00'],
    ['123456789012345678901234567890.12345678', 8, '123,456,789,012,345,678,901,234,567,890.12345678'],
  ])('%s to %i decimals is %s', (value, decimals, shown) => {
    expect(formatDecimal(value, { decimals })).toBe(shown);
  });

  it('puts a plus only before what is still positive after rounding', () => {
    expect(formatDecimal('0.1', { decimals: 2, signed: true })).toBe('+0.10');
    expect(formatDecimal('0.001', { decimals: 2, signed: true })).toBe('0.00');
    expect(formatDecimal('-3', { decimals: 0, signed: true })).toBe('−3');
  });

  it('takes numbers, also those written with an exponent', () => {
    expect(formatDecimal(1e21, { decimals: 0 })).toBe('1,000,000,000,000,000,000,000');
    expect(formatDecimal(1.5e-7, { decimals: 8 })).toBe('0.00000015');
    expect(formatDecimal(-0.25, { decimals: 1 })).toBe('−0.3');
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY, '', 'abc', '1e5'])('%s has no value', (value) => {
    expect(formatDecimal(value, { decimals: 2 })).toBe('—');
  });
});

describe('signOf', () => {
  it('is the sign of what is shown', () => {
    expect([signOf('0.004', 2), signOf('0.005', 2), signOf('-1', 0), signOf(null, 2)]).toEqual([0, 1, -1, 0]);
  });
});

describe('formatQuantity', () => {
  it.each([
    ['0.50000000', '0.5'],
    ['1000', '1,000'],
    ['100.00', '100'],
    ['0.123456789', '0.12345679'],
  ])('%s is %s', (value, shown) => {
    expect(formatQuantity(value)).toBe(shown);
  });
});

describe('decimalsOf', () => {
  it('counts the digits of a tick that matter', () => {
    expect(['0.01', '1', '0.010', '0.00000001'].map(decimalsOf)).toEqual([2, 0, 2, 8]);
  });
});
