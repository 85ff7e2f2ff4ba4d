import { NO_VALUE } from './decimal.ts';
import { LOCALE } from './locale.ts';

/** The 24-hour clock everywhere: a trading day has no noon that matters. */
const CLOCKS = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** What a moment is shown as: a date, a clock, or one behind the other. */
const PATTERNS = {
  time: { hasDate: false, clock: 'second' },
  minute: { hasDate: false, clock: 'minute' },
  date: { hasDate: true, clock: null },
  dateTime: { hasDate: true, clock: 'minute' },
  full: { hasDate: true, clock: 'second' },
} as const satisfies Record<string, { readonly hasDate: boolean; readonly clock: keyof typeof CLOCKS | null }>;

export type TimePattern = keyof typeof PATTERNS;

/** English names the month, which no reader can take for a day; other languages have one order, and write theirs. */
function dateOptions(locale: string): Intl.DateTimeFormatOptions {
  return locale.startsWith('en')
    ? { day: '2-digit', month: 'short', year: 'numeric', numberingSystem: 'latn' }
    : { dateStyle: 'medium', numberingSystem: 'latn', calendar: 'gregory' };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does. */
function formatterOf(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

/** Epoch milliseconds UTC in the zone of the reader; the zone itself is shown in the window's header. */
export function formatTime(
  timeMs: number | null | undefined,
  timeZone: string,
  pattern: TimePattern,
  locale: string = LOCALE,
): string {
  if (timeMs === null || timeMs === undefined || !Number.isFinite(timeMs)) return NO_VALUE;
  const { hasDate, clock } = PATTERNS[pattern];
  const written = (key: string, options: Intl.DateTimeFormatOptions): string =>
    formatterOf(`${key}:${locale}:${timeZone}`, () => new Intl.DateTimeFormat(locale, { ...options, timeZone })).format(
      timeMs,
    );
  if (clock === null) return written('date', dateOptions(locale));
  const time = written(clock, CLOCKS[clock]);
  return hasDate ? `${written('date', dateOptions(locale))} ${time}` : time;
}

/** How a zone stands to UTC at a moment, such as `UTC`, `UTC+1` or `UTC−3:30`. */
export function zoneOffset(timeZone: string, timeMs: number): string {
  const make = () => new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortOffset', hour: 'numeric' });
  const parts = formatterOf(`offset:${timeZone}`, make).formatToParts(timeMs);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
  // Runtimes differ on whether no offset is written as +0.
  return name.replace('GMT', 'UTC').replace('-', '−').replace(/\+0$/, '');
}

/** Whether the runtime knows a zone by this name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat(LOCALE, { timeZone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Every zone there is to choose from, UTC first. */
export function allTimeZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
