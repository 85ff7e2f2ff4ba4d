import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals } from '../../../../../../src-renderer/features/backtest-lab/report/compare-decimals.ts';

describe('the order of decimal texts', () => {
  it('is that of their values', () => {
    const texts = ['10', '-0.5', '9.99', '-10', '0.000000000001', '0', '-0.05'];
    expect([...texts].sort(compareDecimals)).toEqual(['-10', '-0.5', '-0.05', '0', '0.000000000001', '9.99', '10']);
  });

  it('tells apart what a float cannot', () => {
    expect(compareDecimals('90071992547409.93000001', '90071992547409.93000002')).toBeLessThan(0);
    expect(compareDecimals('1.10', '1.1')).toBe(0);
  });

  it('agrees with exact arithmetic', () => {
    const amount = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 8 }));
    const text = ([units, places]: [bigint, number]): string => {
      const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
      const point = digits.length - places;
      return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${places === 0 ? '' : `.${digits.slice(point)}`}`;
    };
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        const exact = left[0] * 10n ** BigInt(8 - left[1]) - right[0] * 10n ** BigInt(8 - right[1]);
        expect(Math.sign(compareDecimals(text(left), text(right)))).toBe(exact < 0n ? -1 : exact > 0n ? 1 : 0);
      }),
    );
  });
});
