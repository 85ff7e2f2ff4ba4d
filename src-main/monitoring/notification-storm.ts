import type { Notable } from './notable.ts';

/** After one was shown, what comes within this is gathered into one more. */
export const GATHER_MS = 10_000;

/** When the last one was shown, and what came since. */
export type Storm = { readonly shownMs: number; readonly waiting: readonly Notable[] };

export const CALM: Storm = { shownMs: Number.NEGATIVE_INFINITY, waiting: [] };

/** What is shown together now, and how it stands afterwards; nothing to show is an empty list. */
export type Shown = { readonly storm: Storm; readonly now: readonly Notable[] };

/** The first of a calm is shown at once; those of a storm wait until it may be shown again. */
export function gather(storm: Storm, notable: Notable, nowMs: number): Shown {
  return release({ ...storm, waiting: [...storm.waiting, notable] }, nowMs);
}

/** All that waited, once enough time has gone by. */
export function release(storm: Storm, nowMs: number): Shown {
  if (storm.waiting.length === 0 || nowMs - storm.shownMs < GATHER_MS) return { storm, now: [] };
  return { storm: { shownMs: nowMs, waiting: [] }, now: storm.waiting };
}
