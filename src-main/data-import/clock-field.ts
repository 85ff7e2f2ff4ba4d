import type { LocalZone } from './local-zone.ts';
import { digitAt, readDigits } from './text-digits.ts';

const COLON = 58;
const DOT = 46;
const COMMA = 44;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The day the time of day belongs to (as if UTC) and the zone that holds when the text names none. */
export type ClockDay = { readonly dateMs: number; readonly zone: LocalZone };

type Clock = { millis: number; end: number };

/**
 * Reads `HH:MM`, `HH:MM:SS`, `HHMM` or `HHMMSS`, seconds with or without a fraction, then nothing, `Z`, `UTC`, `GMT` or
 * an offset (`+02:00`, `+0200`, `+02`). Returns milliseconds UTC of day and time together, NaN when the text is none of
 * these. A fraction below a millisecond is kept, so that such a time is not taken for one on a bar's grid.
 */
export function clockMs(text: string, from: number, to: number, day: ClockDay): number {
  const clock: Clock = { millis: 0, end: from };
  if (!readClock(text, from, to, clock)) return Number.NaN;
  if (clock.end === to) return day.zone.toUtcMs(day.dateMs + clock.millis);
  const offsetMs = readOffset(text.slice(clock.end, to));
  return day.dateMs + clock.millis - offsetMs;
}

function readClock(text: string, from: number, to: number, clock: Clock): boolean {
  const hourDigits = digitAt(text, from + 1, to) >= 0 ? 2 : 1;
  const hour = readDigits(text, from, hourDigits, to);
  let at = from + hourDigits;
  const withColons = at < to && text.charCodeAt(at) === COLON;
  if (!withColons && hourDigits === 1) return false;
  const minute = readDigits(text, withColons ? at + 1 : at, 2, to);
  at += withColons ? 3 : 2;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  clock.millis = hour * HOUR_MS + minute * MINUTE_MS;
  clock.end = at;
  const hasSeconds = withColons ? at < to && text.charCodeAt(at) === COLON : digitAt(text, at, to) >= 0;
  return !hasSeconds || readSeconds(text, withColons ? at + 1 : at, to, clock);
}

function readSeconds(text: string, from: number, to: number, clock: Clock): boolean {
  const second = readDigits(text, from, 2, to);
  if (second < 0 || second > 59) return false;
  clock.millis += second * 1000;
  clock.end = from + 2;
  const mark = clock.end < to ? text.charCodeAt(clock.end) : 0;
  if (mark !== DOT && mark !== COMMA) return digitAt(text, clock.end, to) < 0;
  let end = clock.end + 1;
  let isZero = true;
  for (let digit = digitAt(text, end, to); digit >= 0; digit = digitAt(text, end, to)) {
    if (digit !== 0) isZero = false;
    end++;
  }
  if (end === clock.end + 1) return false;
  if (!isZero) {
    const digits = text.slice(clock.end + 1, end).padEnd(3, '0');
    clock.millis += Number(`${digits.slice(0, 3)}.${digits.slice(3)}`);
  }
  clock.end = end;
  return true;
}

/** Milliseconds east of Greenwich that the rest of a time names; NaN when it names none. */
function readOffset(rest: string): number {
  if (/^ ?(?:[zZ]|UTC|GMT)$/.test(rest)) return 0;
  const parts = /^ ?([+-])(\d\d)(?::?(\d\d))?$/.exec(rest);
  if (parts === null) return Number.NaN;
  const hours = Number(parts[2]);
  const minutes = Number(parts[3] ?? '0');
  if (hours > 15 || minutes > 59) return Number.NaN;
  return (parts[1] === '-' ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}
