import { DAY_MS } from '../model/time.ts';
import { clockMs } from './clock-field.ts';
import { type EpochFormat, epochFormatOf, parseEpoch } from './epoch-field.ts';
import type { LocalZone } from './local-zone.ts';
import { digitAt, readDigits } from './text-digits.ts';

const SLASH = 47;
const DASH = 45;
const DOT = 46;

export type TimeFormat = EpochFormat | 'text';

/** What is known of a calendar date at the beginning of a field. */
type DatePart = { wallMs: number; end: number };

/** Earlier years are slips of the pen (`0202-01-01`), later ones too. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 2199;

/**
 * Reads a trimmed field as a time: milliseconds UTC, or NaN when it is none or says two things at once.
 *
 * - epoch numbers, whole or with a fraction; the unit follows from the number of digits (seconds 9 or 10, milliseconds
 *   12 or 13, microseconds 15 or 16, nanoseconds 18 or 19, so 1973 to 2286). Shorter numbers could as well be row
 *   numbers or times of day and are refused.
 * - `YYYY-MM-DD`, `YYYY/MM/DD`, `YYYY.MM.DD` or `YYYYMMDD`, alone or followed by `T` or a blank and a time of day, with
 *   or without `Z` or an offset. Without one, the time is a wall-clock time in `zone`.
 * - never day and month in front (`D/M/Y`, `M/D/Y`, `D.M.Y`): nobody can tell which is which.
 */
export function parseTime(text: string, from: number, to: number, zone: LocalZone): number {
  const date: DatePart = { wallMs: 0, end: 0 };
  if (!readDate(text, from, to, date)) return parseEpoch(text, from, to);
  if (date.end === to) return zone.toUtcMs(date.wallMs);
  const separator = text.charCodeAt(date.end);
  if (separator !== 84 && separator !== 116 && separator !== 32) return Number.NaN;
  return clockMs(text, date.end + 1, to, { dateMs: date.wallMs, zone });
}

/** A date and a time of day in two fields of one text, as MetaTrader writes them. NaN when either is wrong. */
export function parseDateAndClock(
  text: string,
  dateField: readonly [number, number],
  clockField: readonly [number, number],
  zone: LocalZone,
): number {
  const date: DatePart = { wallMs: 0, end: 0 };
  if (!readDate(text, dateField[0], dateField[1], date) || date.end !== dateField[1]) return Number.NaN;
  return clockMs(text, clockField[0], clockField[1], { dateMs: date.wallMs, zone });
}

/** The form a trimmed field's time has, or null when `parseTime` would refuse it in UTC. */
export function timeFormatOf(field: string): TimeFormat | null {
  if (Number.isNaN(parseTime(field, 0, field.length, { toUtcMs: (wallMs) => wallMs }))) return null;
  if (readDate(field, 0, field.length, { wallMs: 0, end: 0 })) return 'text';
  return epochFormatOf(field);
}

/** True when the field's time would mean something else in another zone. */
export function isWallClock(field: string): boolean {
  const length = field.length;
  const here = parseTime(field, 0, length, { toUtcMs: (wallMs) => wallMs });
  return parseTime(field, 0, length, { toUtcMs: (wallMs) => wallMs + 1 }) === here + 1;
}

function readDate(text: string, from: number, to: number, part: DatePart): boolean {
  const year = readDigits(text, from, 4, to);
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  const separator = text.charCodeAt(from + 4);
  if (separator !== DASH && separator !== SLASH && separator !== DOT) return readCompactDate(text, from, to, part);
  let at = from + 5;
  const monthDigits = digitAt(text, at + 1, to) >= 0 ? 2 : 1;
  const month = readDigits(text, at, monthDigits, to);
  at += monthDigits;
  if (at >= to || text.charCodeAt(at) !== separator) return false;
  at++;
  const dayDigits = digitAt(text, at + 1, to) >= 0 ? 2 : 1;
  const day = readDigits(text, at, dayDigits, to);
  part.end = at + dayDigits;
  return setWall(part, year, month, day);
}

function readCompactDate(text: string, from: number, to: number, part: DatePart): boolean {
  if (digitAt(text, from + 8, to) >= 0) return false;
  part.end = from + 8;
  return setWall(
    part,
    readDigits(text, from, 4, to),
    readDigits(text, from + 4, 2, to),
    readDigits(text, from + 6, 2, to),
  );
}

function setWall(part: DatePart, year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (day > 28 && day > daysInMonth(year, month)) return false;
  part.wallMs = Date.UTC(year, month - 1, day);
  return true;
}

function daysInMonth(year: number, month: number): number {
  return Math.round((Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / DAY_MS);
}
