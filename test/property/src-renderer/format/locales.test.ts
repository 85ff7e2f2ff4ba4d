import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NUMBER_LOCALES } from '../../../../src-main/base/locales.ts';
import { formatDecimal, formatQuantity, parseDecimal } from '../../../../src-renderer/format/decimal.ts';
import { numberShapeOf } from '../../../../src-renderer/format/number-shape.ts';

/** A decimal text without superfluous zeros: longer than a float could hold. */
const decimals = fc
  .record({
    negative: fc.boolean(),
    whole: fc.bigInt({ min: 0n, max: 10n ** 24n }),
    fraction: fc.stringMatching(/^([0-9]{0,11}[1-9])?$/),
  })
  .map(({ negative, whole, fraction }) => {
    const digits = fraction === '' ? `${whole}` : `${whole}.${fraction}`;
    return { text: negative && /[1-9]/.test(digits) ? `-${digits}` : digits, places: fraction.length };
  });

describe.each(NUMBER_LOCALES)('numbers as %s writes them', (locale) => {
  const shape = numberShapeOf(locale);

  it('are read back as what they were, to the last digit', () => {
    fc.assert(
      fc.property(decimals, fc.boolean(), ({ text, places }, signed) => {
        expect(parseDecimal(formatDecimal(text, { decimals: places, signed }, shape), shape)).toBe(text);
        expect(parseDecimal(formatQuantity(text, 12, shape), shape)).toBe(text);
      }),
    );
  });

  it('have the digits 0 to 9, one decimal sign and the true minus', () => {
    const shown = formatDecimal('-1234567.5', { decimals: 2 }, shape);
    expect(shown.startsWith('−')).toBe(true);
    expect(shown.split(shape.decimal)).toHaveLength(2);
    expect(shown.replace(/\D/g, '')).toBe('123456750');
  });

  it('are as the runtime groups them', () => {
    const runtime = new Intl.NumberFormat(locale, {
      numberingSystem: 'latn',
      useGrouping: 'always',
      minimumFractionDigits: 2,
    });
    for (const value of ['0', '12', '1234', '12345', '1234567', '123456789012']) {
      expect(formatDecimal(value, { decimals: 2 }, shape)).toBe(runtime.format(Number(value)));
    }
  });
});
