import { IANAZone } from 'luxon';
import { DAY_MS } from '../model/time.ts';

/** Turns wall-clock times of one zone into UTC. */
export type LocalZone = {
  /**
   * UTC of a wall-clock time, given as the milliseconds it would have if the wall were UTC. NaN when the clock never
   * showed that time (it was put forward) or showed it twice (it was put back): there is then no one answer.
   */
  readonly toUtcMs: (wallMs: number) => number;
};

const UTC_ZONE: LocalZone = { toUtcMs: (wallMs) => wallMs };

/** The zone of an IANA name such as `Europe/Berlin`; null when the name is unknown. */
export function createLocalZone(timeZone: string): LocalZone | null {
  if (timeZone === 'UTC') return UTC_ZONE;
  // Newer runtimes also take plain offsets such as "+02:00" here, older ones do not: names only, for all.
  if (!/^[A-Za-z]/.test(timeZone) || !IANAZone.isValidZone(timeZone)) return null;
  return cachedByDay(IANAZone.create(timeZone));
}

/**
 * Asking for an offset costs microseconds, so it is asked once for each wall-clock day: a day whose offset is the same
 * from the day before to the day after needs no more. Only the days round a change are worked out time by time.
 */
function cachedByDay(zone: IANAZone): LocalZone {
  const offsetMsByDay = new Map<number, number>();
  let lastDay = Number.NaN;
  let lastOffsetMs = Number.NaN;
  const offsetOfDay = (day: number): number => {
    const known = offsetMsByDay.get(day);
    if (known !== undefined) return known;
    const before = offsetMs(zone, (day - 1) * DAY_MS);
    const steady = before === offsetMs(zone, (day + 2) * DAY_MS);
    const found = steady ? before : Number.NaN;
    offsetMsByDay.set(day, found);
    return found;
  };
  return {
    toUtcMs: (wallMs) => {
      const day = Math.floor(wallMs / DAY_MS);
      if (day !== lastDay) {
        lastOffsetMs = offsetOfDay(day);
        lastDay = day;
      }
      return Number.isNaN(lastOffsetMs) ? nearChange(zone, wallMs) : wallMs - lastOffsetMs;
    },
  };
}

/** Of the two offsets in force a day before and a day after, exactly one must lead back to the wall-clock time. */
function nearChange(zone: IANAZone, wallMs: number): number {
  const before = offsetMs(zone, wallMs - DAY_MS);
  const after = offsetMs(zone, wallMs + DAY_MS);
  const withBefore = wallMs - before;
  const withAfter = wallMs - after;
  const beforeHolds = offsetMs(zone, withBefore) === before;
  if (before === after) return beforeHolds ? withBefore : Number.NaN;
  const afterHolds = offsetMs(zone, withAfter) === after;
  if (beforeHolds === afterHolds) return Number.NaN;
  return beforeHolds ? withBefore : withAfter;
}

function offsetMs(zone: IANAZone, utcMs: number): number {
  return Math.round(zone.offset(utcMs) * 60_000);
}
