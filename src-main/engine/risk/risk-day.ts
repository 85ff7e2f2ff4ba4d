import type { Money } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import { DAY_MS, dayStartMs } from '../../model/time.ts';
import type { RiskDay } from '../ports/journal.ts';

/**
 * The day that `nowMs` belongs to: the one that is known, or a new one that begins with today's first equity. A day that
 * has begun runs its 24 hours also when the roll is moved meanwhile: a setting does not make a loss undone.
 */
export function riskDayAt(
  known: RiskDay | null,
  nowMs: TimestampMs,
  rollOffsetMs: number,
  equity: () => Money,
): RiskDay {
  if (known !== null && nowMs < known.startMs + DAY_MS) return known;
  return { startMs: dayStartMs(nowMs, rollOffsetMs), equity: equity() };
}
