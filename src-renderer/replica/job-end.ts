import type { JobView } from '../../src-preload/contract/views.ts';

export type JobEnd = Exclude<JobView['state'], 'queued' | 'running'>;

/** How a job came to its end; null while it waits or works, and for one nobody knows. */
export function jobEnd(job: Pick<JobView, 'state'> | undefined): JobEnd | null {
  return job === undefined || job.state === 'queued' || job.state === 'running' ? null : job.state;
}
