import { describe, expect, it } from 'vitest';
import { marksFrom, moveMarks, shiftMarks, weekStartMs } from '../../../../../src-main/engine/risk/watermarks.ts';
import type { Money } from '../../../../../src-main/model/money.ts';
import { moneyFromText } from '../../../../../src-main/model/money.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';

const of = (text: string): Money => moneyFromText(text);
/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const HOUR_MS = 3_600_000;

describe('what drawdowns are counted from (SPEC 16.6)', () => {
  it('weeks begin on Mondays, at the hour the days do', () => {
    expect(weekStartMs(MONDAY_MS, 0)).toBe(MONDAY_MS);
    expect(weekStartMs(MONDAY_MS - 1, 0)).toBe(MONDAY_MS - 7 * DAY_MS);
    expect(weekStartMs(MONDAY_MS + HOUR_MS, 2 * HOUR_MS)).toBe(MONDAY_MS - 7 * DAY_MS + 2 * HOUR_MS);
  });

  it('peaks rise and never fall, and the same equity changes nothing', () => {
    const first = marksFrom(of('100'), MONDAY_MS, 0);
    const { marks } = moveMarks(first, of('120'), MONDAY_MS + 1, 0);
    expect([marks.peak, marks.day.peak, marks.week.peak]).toEqual([of('120'), of('120'), of('120')]);
    expect(marks.day.start).toBe(of('100'));
    expect(moveMarks(marks, of('90'), MONDAY_MS + 2, 0).marks).toBe(marks);
  });

  it('a day and a week that are over begin anew, the peak of all time stays', () => {
    const first = moveMarks(marksFrom(of('100'), MONDAY_MS, 0), of('150'), MONDAY_MS + 1, 0).marks;
    const tuesday = moveMarks(first, of('110'), MONDAY_MS + DAY_MS, 0);
    expect(tuesday.rolled).toEqual(['day']);
    expect(tuesday.marks).toEqual({
      peak: of('150'),
      day: { startMs: MONDAY_MS + DAY_MS, start: of('110'), peak: of('110') },
      week: { startMs: MONDAY_MS, start: of('100'), peak: of('150') },
    });
    const next = moveMarks(tuesday.marks, of('120'), MONDAY_MS + 7 * DAY_MS, 0);
    expect(next.rolled).toEqual(['day', 'week']);
    expect(next.marks.week).toEqual({ startMs: MONDAY_MS + 7 * DAY_MS, start: of('120'), peak: of('120') });
    expect(next.marks.peak).toBe(of('150'));
  });

  it("a week's peak rises also while the day's is higher, after the roll was moved", () => {
    const known = {
      peak: of('200'),
      day: { startMs: MONDAY_MS, start: of('150'), peak: of('150') },
      week: { startMs: MONDAY_MS, start: of('100'), peak: of('100') },
    };
    expect(moveMarks(known, of('120'), MONDAY_MS + 1, 0).marks.week.peak).toBe(of('120'));
  });

  it('money that comes in is no new peak, money that goes out no drawdown', () => {
    const marks = marksFrom(of('100'), MONDAY_MS, 0);
    const paid = shiftMarks(marks, of('-40'));
    expect([paid.peak, paid.day.start, paid.week.peak]).toEqual([of('60'), of('60'), of('60')]);
    expect(moveMarks(paid, of('60'), MONDAY_MS + 1, 0).marks).toBe(paid);
  });
});
