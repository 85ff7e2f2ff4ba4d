import { NO_VALUE } from './decimal.ts';

/** `en-GB` gives day before month and the 24-hour clock, with month names that no reader can take for days. */
const LOCALE = 'en-GB';

const PATTERNS = {
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { day: '2-digit', month: 'short', year: 'numeric' },
  dateTime: { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  full: {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimePattern = keyof typeof PATTERNS;

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
export function formatTime(timeMs: number | null | undefined, timeZone: string, pattern: TimePattern): string {
  if (timeMs === null || timeMs === undefined || !Number.isFinite(timeMs)) return NO_VALUE;
  const make = () => new Intl.DateTimeFormat(LOCALE, { ...PATTERNS[pattern], timeZone });
  return formatterOf(`${pattern}:${timeZone}`, make).format(timeMs).replace(',', '');
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
