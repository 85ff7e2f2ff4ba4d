import type { Interval, TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';

/** Open times from `fromMs` on and before `toMs`. */
export type TimeSpan = { readonly fromMs: TimestampMs; readonly toMs: TimestampMs };

/** The bars that open in a span, as whole bars of the grid; undefined when there is none. */
export function alignSpan(interval: Interval, { fromMs, toMs }: TimeSpan): TimeSpan | undefined {
  const aligned = { fromMs: barCeilingMs(interval, fromMs), toMs: barCeilingMs(interval, toMs) };
  return aligned.fromMs < aligned.toMs ? aligned : undefined;
}

/** The first open time at or after `timeMs`. */
function barCeilingMs(interval: Interval, timeMs: TimestampMs): TimestampMs {
  const openMs = barOpenMs(interval, timeMs);
  return openMs === timeMs ? openMs : openMs + intervalMs(interval);
}

/** What both hold; undefined when that is nothing. */
export function overlapOf(left: TimeSpan, right: TimeSpan): TimeSpan | undefined {
  const fromMs = Math.max(left.fromMs, right.fromMs);
  const toMs = Math.min(left.toMs, right.toMs);
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

/** Whether they overlap or one begins where the other ends. */
export function touches(left: TimeSpan, right: TimeSpan): boolean {
  return left.fromMs <= right.toMs && right.fromMs <= left.toMs;
}

/** Both and what lies between them. */
export function joinOf(left: TimeSpan, right: TimeSpan): TimeSpan {
  return { fromMs: Math.min(left.fromMs, right.fromMs), toMs: Math.max(left.toMs, right.toMs) };
}

/** The parts of `whole` that none of `known` holds, oldest first. `known` in any order. */
export function missingSpans(whole: TimeSpan, known: readonly TimeSpan[]): readonly TimeSpan[] {
  const missing: TimeSpan[] = [];
  let fromMs = whole.fromMs;
  for (const span of [...known].sort((left, right) => left.fromMs - right.fromMs)) {
    if (span.fromMs >= whole.toMs) break;
    if (span.fromMs > fromMs) missing.push({ fromMs, toMs: span.fromMs });
    fromMs = Math.max(fromMs, span.toMs);
  }
  if (fromMs < whole.toMs) missing.push({ fromMs, toMs: whole.toMs });
  return missing;
}

/** How many bars fit. */
export function barsOf(interval: Interval, { fromMs, toMs }: TimeSpan): number {
  return Math.round((toMs - fromMs) / intervalMs(interval));
}
