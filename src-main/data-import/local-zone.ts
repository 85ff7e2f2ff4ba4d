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

/** A stretch of time with one offset; the last of a list goes on for ever. */
type Stretch = { readonly fromUtcMs: number; readonly toUtcMs: number; readonly offsetMs: number };

/**
 * Asking for an offset costs microseconds, so the stretches round each wall-clock day are worked out once. A wall-clock
 * time is then good when it lies in exactly one of them.
 */
function cachedByDay(zone: IANAZone): LocalZone {
  const stretchesByDay = new Map<number, readonly Stretch[]>();
  let lastDay = Number.NaN;
  let last: readonly Stretch[] = [];
  const stretchesOf = (day: number): readonly Stretch[] => {
    const known = stretchesByDay.get(day);
    if (known !== undefined) return known;
    const found = stretchesBetween(zone, (day - 1) * DAY_MS, (day + 2) * DAY_MS);
    stretchesByDay.set(day, found);
    return found;
  };
  return {
    toUtcMs: (wallMs) => {
      const day = Math.floor(wallMs / DAY_MS);
      if (day !== lastDay) {
        last = stretchesOf(day);
        lastDay = day;
      }
      return onlyUtcMs(last, wallMs);
    },
  };
}

function onlyUtcMs(stretches: readonly Stretch[], wallMs: number): number {
  let found = Number.NaN;
  for (const { fromUtcMs, toUtcMs, offsetMs } of stretches) {
    const utcMs = wallMs - offsetMs;
    if (utcMs < fromUtcMs || utcMs >= toUtcMs) continue;
    if (!Number.isNaN(found)) return Number.NaN;
    found = utcMs;
  }
  return found;
}

/** The offsets in force from one instant to another, each change found to the millisecond by halving. */
function stretchesBetween(zone: IANAZone, fromMs: number, toMs: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let fromUtcMs = Number.NEGATIVE_INFINITY;
  let inForce = offsetMsAt(zone, fromMs);
  const finallyInForce = offsetMsAt(zone, toMs);
  for (let asked = fromMs; inForce !== finallyInForce; ) {
    const changeMs = firstChange(zone, inForce, [asked, toMs]);
    stretches.push({ fromUtcMs, toUtcMs: changeMs, offsetMs: inForce });
    fromUtcMs = changeMs;
    asked = changeMs;
    inForce = offsetMsAt(zone, changeMs);
  }
  return [...stretches, { fromUtcMs, toUtcMs: Number.POSITIVE_INFINITY, offsetMs: inForce }];
}

/** The first instant after `range[0]` with another offset than `inForce`; at `range[1]` it is known to be another. */
function firstChange(zone: IANAZone, inForce: number, range: readonly [number, number]): number {
  let [same, other] = range;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetMsAt(zone, middle) === inForce) same = middle;
    else other = middle;
  }
  return other;
}

function offsetMsAt(zone: IANAZone, utcMs: number): number {
  return Math.round(zone.offset(utcMs) * 60_000);
}
