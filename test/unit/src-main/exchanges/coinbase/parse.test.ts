import { describe, expect, it } from 'vitest';
import {
  amountIn,
  countIn,
  decimalIn,
  placesOf,
  priceIn,
  timeMsOf,
} from '../../../../../src-main/exchanges/coinbase/parse.ts';

describe('times', () => {
  it.each([
    ['2026-11-21T00:00:01Z', Date.UTC(2026, 10, 21, 0, 0, 1)],
    ['2026-04-07T14:30:02.789012Z', Date.UTC(2026, 3, 7, 14, 30, 2, 789)],
    ['2026-04-07T14:30:02.000999999Z', Date.UTC(2026, 3, 7, 14, 30, 2, 0)],
    ['2026-04-07T14:30:02.5Z', Date.UTC(2026, 3, 7, 14, 30, 2, 500)],
    ['2026-11-21 00:00:00 +0000 UTC m=+1.0', Date.UTC(2026, 10, 21)],
    ['2026-11-21 00:00:00.123456789 +0000 UTC m=+81523.25', Date.UTC(2026, 10, 21, 0, 0, 0, 123)],
    ['2026-04-07 14:30:10.000000000+00:00', Date.UTC(2026, 3, 7, 14, 30, 10)],
    ['2026-11-21T02:00:00+02:00', Date.UTC(2026, 10, 21)],
    ['2026-11-20T19:30:00-04:30', Date.UTC(2026, 10, 21)],
  ])('%s', (text, expected) => {
    expect(timeMsOf(text)).toBe(expected);
  });

  it.each([
    '',
    'today',
    '2026-11-21',
    '2026-13-01T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T00:61:00Z',
    '2026-11-21T00:00:00',
    '1700000000000',
    '9999-12-31T23:59:59Z',
    '0001-01-01T00:00:00Z',
  ])('"%s" is none', (text) => {
    expect(timeMsOf(text)).toBeUndefined();
  });

  it('values that are no text are none', () => {
    expect([1700000000, null, undefined, {}].map(timeMsOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('numbers', () => {
  it('decimals come as text or as JSON numbers', () => {
    expect(decimalIn({ a: '0.10' }, 'a')).toBe('0.10');
    expect(decimalIn({ a: 1e-7 }, 'a')).toBe('1e-7');
    expect(decimalIn({ a: '-1.5' }, 'a')).toBe('-1.5');
  });

  it.each(['0x10', ' 1', '1 ', '', '.', '+1', 'NaN', 'Infinity', '1e999', '1,5', null, true, {}, []])(
    '%j is no decimal',
    (value) => {
      expect(decimalIn({ a: value }, 'a')).toBeUndefined();
    },
  );

  it('amounts are at least 0, prices above', () => {
    expect(amountIn({ a: '0.00000000' }, 'a')).toBe(0);
    expect(priceIn({ a: '0.00000000' }, 'a')).toBeUndefined();
    expect(amountIn({ a: '-1' }, 'a')).toBeUndefined();
    expect(priceIn({ a: '0.00001305' }, 'a')).toBe(0.00001305);
  });

  it('counters come as numbers and as text', () => {
    expect(countIn({ a: 3049 }, 'a')).toBe(3049);
    expect(countIn({ a: '3049' }, 'a')).toBe(3049);
    expect([-1, 1.5, '1.5', '', 2 ** 53, null].map((a) => countIn({ a }, 'a'))).toEqual(Array(6).fill(undefined));
  });

  it.each([
    ['0.01', 2],
    ['0.010', 2],
    ['1', 0],
    ['100', 0],
    ['1e-8', 8],
    ['1.5e-3', 4],
    ['1e3', 0],
    ['0.00000001', 8],
  ])('%s has %d places', (text, places) => {
    expect(placesOf(text)).toBe(places);
  });
});
