import type { Money } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import { DAY_MS, dayStartMs } from '../../model/time.ts';
import type { RiskDay } from '../ports/journal.ts';

/**
 * The day that `nowMs` belongs to: the one that is known, or a new one that begins with today's first equity. A day that
 * has begun runs its 24 hours also when the roll is moved meanwhile: a setting does not make a loss undone. One that
 * lies days ahead was opened by a clock that was wrong: what it counts from stays, and it ends with the day that it is.
 */
export function riskDayAt(
  known: RiskDay | null,
  nowMs: TimestampMs,
  rollOffsetMs: number,
  equity: () => Money,
): RiskDay {
  if (known !== null && nowMs + DAY_MS < known.startMs) return { ...known, startMs: dayStartMs(nowMs, rollOffsetMs) };
  if (known !== null && nowMs < known.startMs + DAY_MS) return known;
  return { startMs: dayStartMs(nowMs, rollOffsetMs), equity: equity() };
}
