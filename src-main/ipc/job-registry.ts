import type { JobView } from '../../src-preload/contract/views.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed, toFailure } from '../base/outcome.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';

/** What a job is given: a way to be told to stop, and to say how far it is (0 to 1). */
export type JobControl = { readonly signal: AbortSignal; readonly report: (progress: number) => void };

export type JobWork = (control: JobControl) => Promise<Outcome<unknown>>;

export type JobRegistryOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (job: JobView) => void;
};

type Job = {
  view: JobView;
  readonly abort: AbortController;
  result: Outcome<unknown> | undefined;
  settled: Promise<void>;
};

/** Finished jobs that are kept with their results; a backtest's can weigh megabytes. */
const KEPT_FINISHED = 20;

/** Long work the person started: imports and backtests. Each runs in a worker; here is only who waits for what. */
export class JobRegistry implements Disposable {
  readonly #options: JobRegistryOptions;
  readonly #jobs = new Map<string, Job>();
  #count = 0;

  constructor(options: JobRegistryOptions) {
    this.#options = options;
  }

  /** Starts the work and returns its id at once. */
  start(kind: JobView['kind'], title: string, work: JobWork): string {
    const startedMs = this.#options.clock.nowMs();
    const jobId = `${kind}-${startedMs}-${++this.#count}`;
    const view: JobView = { jobId, kind, title, state: 'running', progress: 0, startedMs, error: null };
    const job: Job = { view, abort: new AbortController(), result: undefined, settled: Promise.resolve() };
    this.#jobs.set(jobId, job);
    this.#options.onChange(view);
    job.settled = this.#run(job, work);
    return jobId;
  }

  list(): readonly JobView[] {
    return [...this.#jobs.values()].map(({ view }) => view);
  }

  /** Asks a running job to stop; it says itself when it has. */
  cancel(jobId: string): Outcome<Record<string, never>> {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return unknownJob(jobId);
    job.abort.abort();
    return succeed({});
  }

  /** The finished job's result, once it is there: a job that runs, failed or was cancelled has none. */
  result(jobId: string): Outcome<unknown> {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return unknownJob(jobId);
    return job.result ?? fail('unknownJob', `job ${jobId} is still running, expected a finished one`);
  }

  /** Cancels what runs and waits for it. */
  async dispose(): Promise<void> {
    for (const job of this.#jobs.values()) job.abort.abort();
    await Promise.all([...this.#jobs.values()].map(({ settled }) => settled));
  }

  async #run(job: Job, work: JobWork): Promise<void> {
    const report = (progress: number): void => this.#report(job, progress);
    let result: Outcome<unknown>;
    try {
      result = await work({ signal: job.abort.signal, report });
    } catch (thrown) {
      this.#options.log.error('a job failed', { job: job.view, failure: toFailure(thrown) });
      result = { ok: false, error: toFailure(thrown) };
    }
    job.result = result;
    this.#change(job, finished(job.view, result));
    this.#forgetOldest();
  }

  #report(job: Job, progress: number): void {
    if (job.view.state !== 'running' || !(progress > job.view.progress)) return;
    this.#change(job, { ...job.view, progress: Math.min(progress, 1) });
  }

  #change(job: Job, view: JobView): void {
    job.view = view;
    this.#options.onChange(view);
  }

  #forgetOldest(): void {
    const done = [...this.#jobs.values()].filter(({ result }) => result !== undefined);
    for (const { view } of done.slice(0, Math.max(0, done.length - KEPT_FINISHED))) this.#jobs.delete(view.jobId);
  }
}

function finished(view: JobView, result: Outcome<unknown>): JobView {
  if (result.ok) return { ...view, state: 'done', progress: 1 };
  const { code, message } = result.error;
  return { ...view, state: code === 'cancelled' ? 'cancelled' : 'failed', error: { code, message } };
}

function unknownJob(jobId: string): Outcome<never> {
  return fail('unknownJob', `job is "${jobId}", expected one of the latest`);
}
