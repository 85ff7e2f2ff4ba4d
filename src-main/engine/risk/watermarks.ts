import type { Money } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import { DAY_MS, dayStartMs } from '../../model/time.ts';
import type { Watermarks, WindowMark } from '../ports/journal.ts';

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; weeks begin on Mondays. */
const MONDAY_MS = 4 * DAY_MS;

export function weekStartMs(timeMs: TimestampMs, rollOffsetMs: number): TimestampMs {
  const offsetMs = MONDAY_MS + rollOffsetMs;
  return Math.floor((timeMs - offsetMs) / WEEK_MS) * WEEK_MS + offsetMs;
}

export type MarkMove = { readonly marks: Watermarks; readonly rolled: readonly ('day' | 'week')[] };

/**
 * The marks after `equity` was seen: peaks rise, windows that are over begin anew with this equity. A window that has
 * begun runs its whole length also when the roll is moved meanwhile.
 */
export function moveMarks(known: Watermarks | null, equity: Money, nowMs: TimestampMs, rollOffsetMs: number): MarkMove {
  if (known === null) return { marks: marksFrom(equity, nowMs, rollOffsetMs), rolled: [] };
  const rolled: ('day' | 'week')[] = [];
  if (nowMs >= known.day.startMs + DAY_MS) rolled.push('day');
  if (nowMs >= known.week.startMs + WEEK_MS) rolled.push('week');
  const isAhead = nowMs + DAY_MS < known.day.startMs || nowMs + DAY_MS < known.week.startMs;
  if (rolled.length === 0 && !isAhead && !isNewPeak(known, equity)) return { marks: known, rolled };
  const fresh = marksFrom(equity, nowMs, rollOffsetMs);
  const marks = {
    peak: known.peak > equity ? known.peak : equity,
    day: rolled.includes('day') ? fresh.day : raised(isAhead ? earlier(known.day, fresh.day) : known.day, equity),
    week: rolled.includes('week') ? fresh.week : raised(isAhead ? earlier(known.week, fresh.week) : known.week, equity),
  };
  return { marks, rolled };
}

/** What was opened by a clock that was days ahead counts from the same equity, and ends with the window that it is. */
function earlier(known: WindowMark, { startMs }: WindowMark): WindowMark {
  return known.startMs > startMs ? { ...known, startMs } : known;
}

function isNewPeak({ peak, day, week }: Watermarks, equity: Money): boolean {
  return equity > day.peak || equity > week.peak || equity > peak;
}

/** All windows from this equity on: at the first start, and when a person lets go of what the old ones caused. */
export function marksFrom(equity: Money, nowMs: TimestampMs, rollOffsetMs: number): Watermarks {
  return {
    peak: equity,
    day: { startMs: dayStartMs(nowMs, rollOffsetMs), start: equity, peak: equity },
    week: { startMs: weekStartMs(nowMs, rollOffsetMs), start: equity, peak: equity },
  };
}

/** Money that came in or went out is no profit and no loss: every mark moves with it. */
export function shiftMarks({ peak, day, week }: Watermarks, amount: Money): Watermarks {
  const shift = (mark: WindowMark): WindowMark => ({
    ...mark,
    start: (mark.start + amount) as Money,
    peak: (mark.peak + amount) as Money,
  });
  return { peak: (peak + amount) as Money, day: shift(day), week: shift(week) };
}

function raised(mark: WindowMark, equity: Money): WindowMark {
  return equity > mark.peak ? { ...mark, peak: equity } : mark;
}
