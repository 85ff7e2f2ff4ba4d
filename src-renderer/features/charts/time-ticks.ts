import { LOCALE } from '../../format/index.ts';
import type { ViewWindow } from './view-window.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type TickStep =
  | { readonly kind: 'span'; readonly stepMs: number }
  | { readonly kind: 'months'; readonly months: number };

const span = (stepMs: number): TickStep => ({ kind: 'span', stepMs });
const months = (count: number): TickStep => ({ kind: 'months', months: count });
const approximateMs = (step: TickStep): number => (step.kind === 'span' ? step.stepMs : step.months * 30.4 * DAY_MS);

const STEPS: readonly TickStep[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => span(minutes * MINUTE_MS)),
  ...[1, 2, 3, 6, 12].map((hours) => span(hours * HOUR_MS)),
  ...[1, 2, 4, 7, 14].map((days) => span(days * DAY_MS)),
  ...[1, 2, 3, 6, 12, 24, 60, 120].map(months),
];

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsFormatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

/** The wall clock of `timeZone` at `timeMs`, as if it were UTC, in milliseconds. */
export function wallClockMs(timeMs: number, timeZone: string): number {
  const read = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const part of partsFormatter(timeZone).formatToParts(timeMs)) {
    if (part.type in read) read[part.type as keyof typeof read] = Number(part.value);
  }
  const { year, month, day, hour, minute, second } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((timeMs % 1000) + 1000) % 1000);
}

/** The moment the wall clock of `timeZone` shows `wallMs`; where it shows it twice or never, one of the nearest. */
export function momentOfWallClock(wallMs: number, timeZone: string): number {
  const guess = wallMs - (wallClockMs(wallMs, timeZone) - wallMs);
  return guess + (wallMs - wallClockMs(guess, timeZone));
}

export type TimeTick = { readonly timeMs: number; readonly label: string };

/** Round times of the display zone inside the view, at most `most` of them, and what to write under each. */
export function timeTicks(view: ViewWindow, most: number, timeZone: string): readonly TimeTick[] {
  const spanMs = view.toMs - view.fromMs;
  const step = STEPS.find((candidate) => spanMs / approximateMs(candidate) <= most) ?? months(240);
  const walls = wallTicks(step, wallClockMs(view.fromMs, timeZone), wallClockMs(view.toMs, timeZone));
  const ticks: TimeTick[] = [];
  for (const wallMs of walls) {
    const timeMs = momentOfWallClock(wallMs, timeZone);
    const previous = ticks.at(-1);
    if (timeMs < view.fromMs || timeMs > view.toMs || (previous !== undefined && timeMs <= previous.timeMs)) continue;
    ticks.push({ timeMs, label: tickLabel(wallMs) });
  }
  return ticks;
}

function wallTicks(step: TickStep, fromMs: number, toMs: number): readonly number[] {
  const walls: number[] = [];
  if (step.kind === 'months') {
    const start = new Date(fromMs);
    const firstMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
    let month = Math.ceil(firstMonth / step.months) * step.months;
    for (; Date.UTC(0, month - 1900 * 12) <= toMs; month += step.months) walls.push(Date.UTC(0, month - 1900 * 12));
    return walls.filter((wallMs) => wallMs >= fromMs);
  }
  for (let wallMs = Math.ceil(fromMs / step.stepMs) * step.stepMs; wallMs <= toMs; wallMs += step.stepMs) {
    walls.push(wallMs);
  }
  return walls;
}

const IN_UTC = { timeZone: 'UTC', numberingSystem: 'latn', calendar: 'gregory' } as const;
const dayLabel = new Intl.DateTimeFormat(LOCALE, { ...IN_UTC, day: 'numeric', month: 'short' });
const monthLabel = new Intl.DateTimeFormat(LOCALE, { ...IN_UTC, month: 'short' });
const clockLabel = new Intl.DateTimeFormat(LOCALE, { ...IN_UTC, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The largest thing that starts here: a year, a month, a day, else the time of day. */
function tickLabel(wallMs: number): string {
  const date = new Date(wallMs);
  if (wallMs % DAY_MS !== 0) return clockLabel.format(date);
  if (date.getUTCDate() !== 1) return dayLabel.format(date);
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : monthLabel.format(date);
}

/** The moment the day `YYYY-MM-DD`, or one so many days later, starts in `timeZone`. */
export function dayStartMs(day: string, daysLater: number, timeZone: string): number {
  return momentOfWallClock(Date.parse(`${day}T00:00:00Z`) + daysLater * DAY_MS, timeZone);
}
