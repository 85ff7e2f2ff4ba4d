import type { JobView } from '../../../src-preload/contract/views.ts';
import { formatDuration, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

/** `40% done, 12 s left`, in steps that can be read; what waits says how many stand before it. */
export function progressText(job: JobView | undefined): string {
  const { queue, progress } = wording.backtest;
  if (job?.place != null) return queue.waiting(job.place);
  const done = progress(formatPercent(job?.progress ?? 0, { decimals: 0 }));
  const leftMs = job?.leftMs ?? null;
  return leftMs === null ? done : `${done}, ${queue.left(formatDuration(Math.ceil(leftMs / 1000) * 1000))}`;
}
