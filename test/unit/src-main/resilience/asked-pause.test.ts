import { describe, expect, it } from 'vitest';
import { askedPauseMs } from '../../../../src-main/resilience/asked-pause.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 12, 0, 0);
const head = (status: number, headers: Record<string, string> = {}) => ({
  status,
  header: (name: string) => headers[name],
});

describe('the pause a reply asks for', () => {
  it.each([
    ['a ban, in seconds', head(418, { 'retry-after': '300' }), 300_000],
    ['too many, in seconds', head(429, { 'retry-after': '7' }), 7000],
    ['fractions round up', head(429, { 'retry-after': '0.0005' }), 1],
    ['overload that names a time', head(503, { 'retry-after': '2' }), 2000],
    ['overload that names none', head(503), null],
    ['a ban without a word', head(418), 120_000],
    ['a date by our clock', head(429, { 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }), 30_000],
    [
      "a date by the exchange's clock",
      head(429, { 'retry-after': 'Sat, 21 Nov 2026 13:00:30 GMT', date: 'Sat, 21 Nov 2026 13:00:00 GMT' }),
      30_000,
    ],
    ['a date that is over', head(429, { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }), 0],
    ['a text that is no time', head(429, { 'retry-after': 'soon' }), 1000],
    ['an ordinary reply', head(200, { 'retry-after': '9' }), null],
    ['an ordinary failure', head(400), null],
  ])('%s', (_, reply, expected) => {
    expect(askedPauseMs(reply, 0, NOW_MS)).toBe(expected);
  });

  it('grows while "too many" comes again and again without a time', () => {
    expect([0, 1, 2, 5, 9].map((inRow) => askedPauseMs(head(429), inRow, NOW_MS))).toEqual([
      1000, 2000, 4000, 32_000, 60_000,
    ]);
  });
});
