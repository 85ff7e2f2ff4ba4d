import type { Interval, TimestampMs } from './time.ts';
import { intervalMs } from './time.ts';

/** A stretch without bars: `fromMs` is the first missing open time, `toMs` the open time of the next bar that is there. */
export type Gap = { readonly fromMs: TimestampMs; readonly toMs: TimestampMs; readonly missingBars: number };

export type GapReport = {
  /** How many stretches are missing. */
  readonly gaps: number;
  /** How many bars would fill them all. */
  readonly missingBars: number;
  /** The first stretches, oldest first, at most as many as asked for. */
  readonly list: readonly Gap[];
};

/**
 * Gaps between bars that lie on the interval's grid, times strictly increasing. What is before the first and after the
 * last bar is no gap. Week-ends and holidays of markets that close count as gaps: calendars are not known here.
 */
export function findGaps(openTimeMs: Float64Array, interval: Interval, listAtMost = 100): GapReport {
  const stepMs = intervalMs(interval);
  const list: Gap[] = [];
  let gaps = 0;
  let missingBars = 0;
  for (let index = 1; index < openTimeMs.length; index++) {
    const fromMs = (openTimeMs[index - 1] as number) + stepMs;
    const toMs = openTimeMs[index] as number;
    if (toMs <= fromMs) continue;
    const missing = Math.round((toMs - fromMs) / stepMs);
    gaps++;
    missingBars += missing;
    if (list.length < listAtMost) list.push({ fromMs, toMs, missingBars: missing });
  }
  return { gaps, missingBars, list };
}
