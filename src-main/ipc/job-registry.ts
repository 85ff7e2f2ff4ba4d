import type { JobView } from '../../src-preload/contract/views.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed, toFailure } from '../base/outcome.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import type { ProgressMark } from './time-left.ts';
import { timeLeftMs } from './time-left.ts';

/** What a job is given: a way to be told to stop, and to say how far it is (0 to 1). */
export type JobControl = { readonly signal: AbortSignal; readonly report: (progress: number) => void };

export type JobWork = (control: JobControl) => Promise<Outcome<unknown>>;

export type JobRegistryOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (job: JobView) => void;
  /** How many of the queue run at a time; one when left out. */
  readonly lanes?: number;
};

type Job = {
  view: JobView;
  readonly work: JobWork;
  readonly abort: AbortController;
  result: Outcome<unknown> | undefined;
  settled: Promise<void>;
  firstMark: ProgressMark | undefined;
};

/** Finished jobs of a kind that are kept with their results; a backtest's can weigh megabytes. */
const KEPT_FINISHED = 20;

/**
 * Long work the person started: imports and backtests. Each runs in a worker; here is only who waits for what, so that
 * what was queued goes on whichever page is in sight and whether or not a window is there.
 */
export class JobRegistry implements Disposable {
  readonly #options: JobRegistryOptions;
  readonly #jobs = new Map<string, Job>();
  /** In the order they will run. */
  #queue: readonly Job[] = [];
  #busyLanes = 0;
  #count = 0;

  constructor(options: JobRegistryOptions) {
    this.#options = options;
  }

  /** Starts the work and returns its id at once. */
  start(kind: JobView['kind'], title: string, work: JobWork): string {
    const job = this.#add(kind, title, work);
    this.#options.onChange(job.view);
    job.settled = this.#run(job);
    return job.view.jobId;
  }

  /** Starts the work as soon as a lane is free and all that were queued before it have begun; returns its id at once. */
  enqueue(kind: JobView['kind'], title: string, work: JobWork): string {
    const job = this.#add(kind, title, work);
    job.view = { ...job.view, state: 'queued', place: this.#queue.length };
    this.#queue = [...this.#queue, job];
    if (!this.#isLaneFree()) this.#options.onChange(job.view);
    this.#startNext();
    return job.view.jobId;
  }

  list(): readonly JobView[] {
    return [...this.#jobs.values()].map(({ view }) => view);
  }

  /** Asks a running job to stop, which says itself when it has; one that waits is out of the queue at once. */
  cancel(jobId: string): Outcome<Record<string, never>> {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return unknownJob(jobId);
    job.abort.abort();
    if (job.view.state === 'queued') this.#drop(job);
    return succeed({});
  }

  /** Moves a job that waits by so many places, to the front below 0, and no further than the ends. */
  move(jobId: string, by: number): Outcome<Record<string, never>> {
    const at = this.#queue.findIndex(({ view }) => view.jobId === jobId);
    const job = this.#queue[at];
    if (job === undefined) return fail('unknownJob', `job is "${jobId}", expected one that waits in the queue`);
    this.#reorder(this.#queue.filter((one) => one !== job).toSpliced(Math.max(0, at + by), 0, job));
    return succeed({});
  }

  /** The finished job's result, once it is there: a job that runs, failed or was cancelled has none. */
  result(jobId: string): Outcome<unknown> {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return unknownJob(jobId);
    return job.result ?? fail('unknownJob', `job ${jobId} is still running, expected a finished one`);
  }

  /** Cancels what runs or waits, and waits for what runs. */
  async dispose(): Promise<void> {
    for (const jobId of this.#jobs.keys()) this.cancel(jobId);
    await Promise.all([...this.#jobs.values()].map(({ settled }) => settled));
  }

  #add(kind: JobView['kind'], title: string, work: JobWork): Job {
    const startedMs = this.#options.clock.nowMs();
    const jobId = `${kind}-${startedMs}-${++this.#count}`;
    const about = { jobId, kind, title, startedMs, error: null };
    const view: JobView = { ...about, state: 'running', place: null, progress: 0, leftMs: null };
    const abort = new AbortController();
    const job: Job = { view, work, abort, result: undefined, settled: Promise.resolve(), firstMark: undefined };
    this.#jobs.set(jobId, job);
    return job;
  }

  #isLaneFree(): boolean {
    return this.#busyLanes < (this.#options.lanes ?? 1);
  }

  #startNext(): void {
    const [next, ...rest] = this.#queue;
    if (next === undefined || !this.#isLaneFree()) return;
    this.#busyLanes += 1;
    this.#change(next, { ...next.view, state: 'running', place: null, startedMs: this.#options.clock.nowMs() });
    this.#reorder(rest);
    next.settled = this.#run(next).finally(() => {
      this.#busyLanes -= 1;
      this.#startNext();
    });
  }

  #reorder(queue: readonly Job[]): void {
    this.#queue = queue;
    for (const [place, job] of queue.entries()) {
      if (job.view.place !== place) this.#change(job, { ...job.view, place });
    }
  }

  #drop(job: Job): void {
    this.#end(job, fail('cancelled', 'taken out of the queue before it ran'));
    this.#reorder(this.#queue.filter((one) => one !== job));
  }

  async #run(job: Job): Promise<void> {
    const report = (progress: number): void => this.#report(job, progress);
    let result: Outcome<unknown>;
    try {
      result = await job.work({ signal: job.abort.signal, report });
    } catch (thrown) {
      this.#options.log.error('a job failed', { job: job.view, failure: toFailure(thrown) });
      result = { ok: false, error: toFailure(thrown) };
    }
    this.#end(job, result);
  }

  #end(job: Job, result: Outcome<unknown>): void {
    job.result = result;
    this.#change(job, finished(job.view, result));
    this.#forgetOldest(job.view.kind);
  }

  #report(job: Job, reported: number): void {
    if (job.view.state !== 'running' || !(reported > job.view.progress)) return;
    const mark: ProgressMark = { timeMs: this.#options.clock.nowMs(), progress: Math.min(reported, 1) };
    job.firstMark ??= mark;
    this.#change(job, { ...job.view, progress: mark.progress, leftMs: timeLeftMs(job.firstMark, mark) });
  }

  #change(job: Job, view: JobView): void {
    job.view = view;
    this.#options.onChange(view);
  }

  #forgetOldest(kind: JobView['kind']): void {
    const done = [...this.#jobs.values()].filter(({ view, result }) => view.kind === kind && result !== undefined);
    for (const { view } of done.slice(0, Math.max(0, done.length - KEPT_FINISHED))) this.#jobs.delete(view.jobId);
  }
}

function finished(view: JobView, result: Outcome<unknown>): JobView {
  const ended = { ...view, place: null, leftMs: null };
  if (result.ok) return { ...ended, state: 'done', progress: 1 };
  const { code, message } = result.error;
  return { ...ended, state: code === 'cancelled' ? 'cancelled' : 'failed', error: { code, message } };
}

function unknownJob(jobId: string): Outcome<never> {
  return fail('unknownJob', `job is "${jobId}", expected one of the latest`);
}
