import { expect, it } from 'vitest';
import { timeOfZonedText } from '../../../../src-renderer/format/zoned-time.ts';

it.each([
  ['2026-11-22T01:30', 'UTC', '2026-11-22T01:30:00Z'],
  ['2026-11-22T01:30', 'Europe/Berlin', '2026-11-22T00:30:00Z'],
  ['2026-07-01T01:30', 'Europe/Berlin', '2026-06-30T23:30:00Z'],
  ['2026-07-01T01:30:15', 'Asia/Kolkata', '2026-06-30T20:00:15Z'],
  // An hour before and after the clocks change.
  ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00Z'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
])('%s in %s is %s', (text, zone, iso) => {
  expect(timeOfZonedText(text, zone)).toBe(Date.parse(iso));
});

it('what is not yet a date and time is none', () => {
  expect(['', '2026-11-22', '2026-13-40T00:00', 'x'].map((text) => timeOfZonedText(text, 'UTC'))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
