import { create } from 'zustand';
import type { Failure } from '../../../../src-main/base/outcome.ts';
import type { StudyKind, StudyView } from '../../../../src-preload/contract/study-views.ts';
import { ask } from '../../../bridge/index.ts';

/** Where what more was asked of a result is. */
export type StudyStage =
  | { readonly kind: 'idle' | 'starting' | 'cancelled' }
  | { readonly kind: 'running'; readonly jobId: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly result: StudyView };

export type StudyOf = { readonly resultJobId: string; readonly study: StudyKind };

type Stages = { readonly resultJobId: string; readonly stages: Partial<Record<StudyKind, StudyStage>> };

const IDLE: StudyStage = { kind: 'idle' };

/** Outlives the tab, and knows of one result: the one that is shown. */
export const useStudies = create<Stages>(() => ({ resultJobId: '', stages: {} }));

export function stageOf(all: Stages, { resultJobId, study }: StudyOf): StudyStage {
  return all.resultJobId === resultJobId ? (all.stages[study] ?? IDLE) : IDLE;
}

function enter({ resultJobId, study }: StudyOf, stage: StudyStage): void {
  useStudies.setState((all) => ({
    resultJobId,
    stages: { ...(all.resultJobId === resultJobId ? all.stages : {}), [study]: stage },
  }));
}

export async function startStudy(of: StudyOf): Promise<void> {
  enter(of, { kind: 'starting' });
  const started = await ask('backtest.study', { jobId: of.resultJobId, study: of.study });
  if (stageOf(useStudies.getState(), of).kind !== 'starting') return;
  enter(of, started.ok ? { kind: 'running', jobId: started.value.jobId } : { kind: 'failed', failure: started.error });
}

export async function cancelStudy(of: StudyOf, jobId: string): Promise<void> {
  const outcome = await ask('jobs.cancel', { jobId });
  if (!outcome.ok) enter(of, { kind: 'failed', failure: outcome.error });
}

/** Called when its job is over; one that is no longer waited for changes nothing. */
export async function finishStudy(of: StudyOf, jobId: string, end: 'done' | 'failed' | 'cancelled'): Promise<void> {
  const isOurs = (): boolean => {
    const stage = stageOf(useStudies.getState(), of);
    return stage.kind === 'running' && stage.jobId === jobId;
  };
  if (!isOurs()) return;
  if (end === 'cancelled') return enter(of, { kind: 'cancelled' });
  // A job that failed answers with why.
  const outcome = await ask('backtest.studyResult', { jobId });
  if (isOurs())
    enter(of, outcome.ok ? { kind: 'done', result: outcome.value } : { kind: 'failed', failure: outcome.error });
}
