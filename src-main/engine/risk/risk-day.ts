import type { Money } from '../../model/money.ts';
import { dayStartMs, type TimestampMs } from '../../model/time.ts';
import type { RiskDay } from '../ports/journal.ts';

/** The day that `nowMs` belongs to: the one that is known, or a new one that begins with today's first equity. */
export function riskDayAt(
  known: RiskDay | null,
  nowMs: TimestampMs,
  rollOffsetMs: number,
  equity: () => Money,
): RiskDay {
  const startMs = dayStartMs(nowMs, rollOffsetMs);
  return known !== null && known.startMs >= startMs ? known : { startMs, equity: equity() };
}
