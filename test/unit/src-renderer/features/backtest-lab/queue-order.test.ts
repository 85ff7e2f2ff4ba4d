import { describe, expect, it } from 'vitest';
import type { JobView } from '../../../../../src-preload/contract/views.ts';
import { progressText } from '../../../../../src-renderer/features/backtest-lab/progress-text.ts';
import { inQueueOrder } from '../../../../../src-renderer/features/backtest-lab/queue-order.ts';

const JOB: JobView = {
  ...{ jobId: 'a', kind: 'backtest', title: 'a', state: 'running', place: null, progress: 0.4, leftMs: null },
  ...{ startedMs: 1, error: null },
};

describe('inQueueOrder', () => {
  it('has what runs first, then what waits by its place, then what is over, the latest first', () => {
    const jobs: readonly JobView[] = [
      { ...JOB, jobId: 'old', state: 'done', startedMs: 1 },
      { ...JOB, jobId: 'late', state: 'cancelled', startedMs: 5 },
      { ...JOB, jobId: 'second', state: 'queued', place: 1, startedMs: 6 },
      { ...JOB, jobId: 'first', state: 'queued', place: 0, startedMs: 7 },
      { ...JOB, jobId: 'import', kind: 'import' },
      { ...JOB, jobId: 'runs', startedMs: 4 },
    ];
    expect(inQueueOrder(jobs).map(({ jobId }) => jobId)).toEqual(['runs', 'first', 'second', 'late', 'old']);
  });
});

describe('progressText', () => {
  it('says what is done and, once it can be known, how long it takes', () => {
    expect(progressText(JOB)).toBe('40% done');
    expect(progressText({ ...JOB, leftMs: 12_300 })).toBe('40% done, about 13 s left');
  });

  it('says of what waits how many stand before it', () => {
    expect(progressText({ ...JOB, state: 'queued', place: 0 })).toBe('next');
    expect(progressText({ ...JOB, state: 'queued', place: 2 })).toBe('2 before it');
  });
});
