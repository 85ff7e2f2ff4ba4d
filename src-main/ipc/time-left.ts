/** How far a job was when. */
export type ProgressMark = { readonly timeMs: number; readonly progress: number };

/** Less than that says nothing of a job's pace. */
const LEAST_MS = 1000;
const LEAST_PROGRESS = 0.01;

/**
 * Milliseconds until a job is done if it goes on as it did since its first sign of progress: what came before, such as
 * reading its candles, is no part of the pace. Null while there is too little to judge by.
 */
export function timeLeftMs(first: ProgressMark, now: ProgressMark): number | null {
  const tookMs = now.timeMs - first.timeMs;
  const came = now.progress - first.progress;
  if (tookMs < LEAST_MS || came < LEAST_PROGRESS) return null;
  return (tookMs / came) * Math.max(0, 1 - now.progress);
}
