import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { BacktestRequest, BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { ask } from '../../bridge/index.ts';
import { type BacktestForm, FIRST_FORM, type FirstChoices, withFirstChoices } from './backtest-form.ts';

/** Where the page is: a run is one of these, never two. */
export type BacktestStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly jobId: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly jobId: string; readonly result: BacktestResultView };

export type BacktestLab = { readonly form: BacktestForm; readonly stage: BacktestStage };

/** Outlives the page, so that a run goes on and its result stays while other pages are looked at. */
export const useBacktestLab = create<BacktestLab>(() => ({ form: FIRST_FORM, stage: { kind: 'idle' } }));

export function changeForm(change: Partial<BacktestForm>): void {
  useBacktestLab.setState(({ form }) => ({ form: { ...form, ...change } }));
}

/** Fills in what is not chosen yet; a choice already made stays. */
export function offerFirstChoices(choices: FirstChoices): void {
  useBacktestLab.setState(({ form }) => ({ form: withFirstChoices(form, choices) }));
}

const enter = (stage: BacktestStage): void => useBacktestLab.setState({ stage });

export async function startBacktest(request: BacktestRequest): Promise<void> {
  enter({ kind: 'starting' });
  const outcome = await ask('backtest.start', request);
  enter(outcome.ok ? { kind: 'running', jobId: outcome.value.jobId } : { kind: 'failed', failure: outcome.error });
}

export async function cancelBacktest(jobId: string): Promise<void> {
  const outcome = await ask('jobs.cancel', { jobId });
  if (!outcome.ok) enter({ kind: 'failed', failure: outcome.error });
}

/** Called when the job is over; a job that is no longer the page's own changes nothing. */
export async function finishBacktest(
  jobId: string,
  end: 'done' | 'failed' | 'cancelled',
  error: Failure | null,
): Promise<void> {
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
