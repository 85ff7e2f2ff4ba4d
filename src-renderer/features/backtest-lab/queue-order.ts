import type { JobView } from '../../../src-preload/contract/views.ts';

const RANKS = { running: 0, queued: 1, done: 2, failed: 2, cancelled: 2 } as const satisfies Record<
  JobView['state'],
  number
>;

/** Backtests as they will run: what runs first, then what waits by its place, then what is over, the latest first. */
export function inQueueOrder(jobs: readonly JobView[]): readonly JobView[] {
  return jobs
    .filter(({ kind }) => kind === 'backtest')
    .sort(
      (left, right) =>
        RANKS[left.state] - RANKS[right.state] ||
        (left.place ?? 0) - (right.place ?? 0) ||
        (RANKS[left.state] === RANKS.done ? right.startedMs - left.startedMs : left.startedMs - right.startedMs),
    );
}
