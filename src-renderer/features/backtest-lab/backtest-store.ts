import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { BacktestRequest, BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import type { JobView } from '../../../src-preload/contract/views.ts';
import { ask, call } from '../../bridge/index.ts';
import type { JobEnd } from '../../replica/index.ts';
import { type BacktestForm, FIRST_FORM, type FirstChoices, withFirstChoices } from './backtest-form.ts';

/** Where the page is: the run it shows is one of these, never two. `running` is also one that waits its turn. */
export type BacktestStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly jobId: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly jobId: string; readonly result: BacktestResultView };

export const LAB_TABS = ['result', 'queue', 'history'] as const;
export type LabTab = (typeof LAB_TABS)[number];

export type BacktestLab = { readonly form: BacktestForm; readonly stage: BacktestStage; readonly tab: LabTab };

/** Outlives the page, so that its result stays while other pages are looked at. The runs themselves are the main side's. */
export const useBacktestLab = create<BacktestLab>(() => ({ form: FIRST_FORM, stage: { kind: 'idle' }, tab: 'result' }));

export function changeForm(change: Partial<BacktestForm>): void {
  useBacktestLab.setState(({ form }) => ({ form: { ...form, ...change } }));
}

/** Fills in what is not chosen yet; a choice already made stays. */
export function offerFirstChoices(choices: FirstChoices): void {
  useBacktestLab.setState(({ form }) => ({ form: withFirstChoices(form, choices) }));
}

export const openLabTab = (tab: LabTab): void => useBacktestLab.setState({ tab });

const enter = (stage: BacktestStage): void => useBacktestLab.setState({ stage });

/** Runs it and shows it; behind a run that is shown already it takes its place in the queue, which comes to the front. */
export async function startBacktest(request: BacktestRequest): Promise<void> {
  if (useBacktestLab.getState().stage.kind === 'running') {
    if ((await call('backtest.start', request)) !== undefined) openLabTab('queue');
    return;
  }
  openLabTab('result');
  enter({ kind: 'starting' });
  const outcome = await ask('backtest.start', request);
  enter(outcome.ok ? { kind: 'running', jobId: outcome.value.jobId } : { kind: 'failed', failure: outcome.error });
}

/** Shows a run of the queue, whatever came of it; its result is asked for when it is over. */
export function showRun(jobId: string): void {
  enter({ kind: 'running', jobId });
  openLabTab('result');
}

/** A window that knows of no run shows what goes on behind it: what runs, else the newest that is done. */
export function adoptRun(jobs: readonly JobView[]): void {
  if (useBacktestLab.getState().stage.kind !== 'idle') return;
  const runs = jobs.filter(({ kind }) => kind === 'backtest');
  const adopted = runs.find(({ state }) => state === 'running') ?? runs.findLast(({ state }) => state === 'done');
  if (adopted !== undefined) enter({ kind: 'running', jobId: adopted.jobId });
}

export async function cancelBacktest(jobId: string): Promise<void> {
  await call('jobs.cancel', { jobId });
}

export async function moveRun(jobId: string, by: number): Promise<void> {
  await call('jobs.move', { jobId, by });
}

/** Called when the job is over; a job that is no longer the page's own changes nothing. */
export async function finishBacktest(jobId: string, end: JobEnd, error: Failure | null): Promise<void> {
  const isOurs = (): boolean => {
    const { stage } = useBacktestLab.getState();
    return stage.kind === 'running' && stage.jobId === jobId;
  };
  if (!isOurs()) return;
  if (end === 'cancelled') return enter({ kind: 'cancelled' });
  const outcome =
    end === 'failed' && error !== null ? ({ ok: false, error } as const) : await ask('backtest.result', { jobId });
  if (isOurs())
    enter(outcome.ok ? { kind: 'done', jobId, result: outcome.value } : { kind: 'failed', failure: outcome.error });
}
