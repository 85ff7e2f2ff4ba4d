import type { TimestampMs } from '../../../model/time.ts';
import type { Plan } from './plan.ts';
import { wholeOf } from './plan.ts';

const MILLION = 1_000_000;

/** How much may be on its way or filled by now, in the unit of the parent's size. */
export function releasedBy(plan: Plan, nowMs: TimestampMs): bigint {
  const { style } = plan;
  if (style.kind !== 'twap') return wholeOf(plan);
  return sliceShare(wholeOf(plan), slotAt(plan, style, nowMs) + 1, style.slices);
}

/** How much has to be filled by now: what lacks of it is taken. */
export function dueBy(plan: Plan, nowMs: TimestampMs): bigint {
  const { style, startedMs } = plan;
  switch (style.kind) {
    case 'market':
      return wholeOf(plan);
    case 'makerFirst':
    case 'iceberg':
      return nowMs - startedMs >= style.deadlineMs ? wholeOf(plan) : 0n;
    case 'twap':
      return sliceShare(wholeOf(plan), slotAt(plan, style, nowMs), style.slices);
  }
}

/** When all of it is due. */
export function deadlineOf({ style, startedMs }: Plan): TimestampMs {
  if (style.kind === 'market') return startedMs;
  return startedMs + (style.kind === 'twap' ? style.durationMs : style.deadlineMs);
}

/** The most that one order may show. */
export function shownOf(plan: Plan): bigint {
  const whole = wholeOf(plan);
  if (plan.style.kind !== 'iceberg') return whole;
  return (whole * BigInt(Math.round(plan.style.shownFraction * MILLION))) / BigInt(MILLION);
}

function slotAt({ startedMs }: Plan, { durationMs, slices }: { durationMs: number; slices: number }, nowMs: number) {
  return Math.min(slices, Math.floor(((nowMs - startedMs) * slices) / durationMs));
}

function sliceShare(whole: bigint, slot: number, slices: number): bigint {
  return slot >= slices ? whole : (whole * BigInt(slot)) / BigInt(slices);
}
