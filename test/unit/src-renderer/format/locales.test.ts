import { describe, expect, it } from 'vitest';
import {
  formatDecimal,
  formatQuantity,
  mayPaste,
  parseDecimal,
  withPercent,
} from '../../../../src-renderer/format/decimal.ts';
import { numberShapeOf } from '../../../../src-renderer/format/number-shape.ts';
import { formatTime } from '../../../../src-renderer/format/time.ts';

const TIME_MS = Date.UTC(2026, 2, 5, 14, 7, 9);
const NBSP = '\u00a0';

describe('locales', () => {
  it.each([
    ['en-GB', '−1,234,567.50'],
    ['de-DE', '−1.234.567,50'],
    ['fr-FR', '−1\u202f234\u202f567,50'],
    ['es-ES', '−1.234.567,50'],
    ['en-IN', '−12,34,567.50'],
    ['zh-CN', '−1,234,567.50'],
    ['hi-IN', '−12,34,567.50'],
  ])('%s writes %s', (locale, written) => {
    expect(formatDecimal('-1234567.5', { decimals: 2 }, numberShapeOf(locale))).toBe(written);
  });

  it.each([
    ['en-GB', '05 Mar 2026 14:07:09'],
    ['en-US', 'Mar 05, 2026 14:07:09'],
    ['de-DE', '05.03.2026 14:07:09'],
    ['es-ES', '5 mar 2026 14:07:09'],
    ['zh-CN', '2026年3月5日 14:07:09'],
  ])('%s writes a moment as %s', (locale, written) => {
    expect(formatTime(TIME_MS, 'UTC', 'full', locale)).toBe(written);
  });

  it.each([
    ['en-GB', '12.3%'],
    ['de-DE', `12.3${NBSP}%`],
    ['tr-TR', '%12.3'],
  ])('%s writes a percentage as %s', (locale, written) => {
    expect(withPercent('12.3', numberShapeOf(locale))).toBe(written);
  });

  it('a whole quantity has no decimal sign', () => {
    expect(formatQuantity('1200.000', 8, numberShapeOf('de-DE'))).toBe('1.200');
    expect(formatQuantity('0.0500', 8, numberShapeOf('de-DE'))).toBe('0,05');
  });

  it.each(['1.23', '1.2345', '12.34.567', '.5', '1,', '', '−', '1,2,3', 'x', '1e3'])(
    'German %j is no number',
    (text) => {
      expect(parseDecimal(text, numberShapeOf('de-DE'))).toBeUndefined();
    },
  );

  it.each([
    ['de-DE', '1,5', true],
    ['de-DE', ' -12 ', true],
    ['de-DE', '1.234', false],
    ['de-DE', '1.234,5', false],
    ['en-GB', '1.234', true],
    ['en-GB', '1,234', false],
    ['en-GB', '1,5', false],
    ['en-GB', '10 USDT', false],
  ])('a field of %s takes the pasted %j: %s', (locale, text, isTaken) => {
    expect(mayPaste(text, numberShapeOf(locale))).toBe(isTaken);
  });
});
