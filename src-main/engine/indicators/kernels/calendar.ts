import { DAY_MS, type TimestampMs } from '../../../model/time.ts';

/** Numbers of days, weeks and months since 1970, by arithmetic: the same everywhere, no time zone in it. */

/** Days roll at 00:00 UTC plus `startMinutes`. */
export function dayNumber(timeMs: TimestampMs, startMinutes = 0): number {
  return Math.floor((timeMs - startMinutes * 60_000) / DAY_MS);
}

/** Weeks start on Monday; day 0 was a Thursday. */
export function weekNumber(day: number): number {
  return Math.floor((day + 3) / 7);
}

/** Months since January 1970 of the Gregorian calendar, counted in years that start on 1 March (H. Hinnant's days_from_civil). */
export function monthNumber(day: number): number {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return (era * 400 + yearOfEra) * 12 + monthFromMarch + 2 - 1970 * 12;
}

export const CALENDAR_PERIODS = ['day', 'week', 'month'] as const;
export type CalendarPeriod = (typeof CALENDAR_PERIODS)[number];

/** Which day, week or month a time falls into; all of them roll with the day. */
export function periodNumber(period: CalendarPeriod, timeMs: TimestampMs, startMinutes = 0): number {
  const day = dayNumber(timeMs, startMinutes);
  if (period === 'day') return day;
  return period === 'week' ? weekNumber(day) : monthNumber(day);
}
