import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { BacktestRequest, BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { ask } from '../../bridge/index.ts';
import { useJob } from '../../replica/index.ts';

export type PreviewStage =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly jobId: string | null }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly result: BacktestResultView };

export type Preview = {
  readonly stage: PreviewStage;
  /** 0 to 1. */
  readonly progress: number;
  /** What the latest one was made of, as its starter named it. */
  readonly madeOf: string;
  readonly start: (request: BacktestRequest, madeOf: string) => Promise<void>;
  readonly cancel: () => void;
};

/** One backtest at a time, its result when it is over. */
export function usePreview(): Preview {
  const [stage, setStage] = useState<PreviewStage>({ kind: 'none' });
  const [madeOf, setMadeOf] = useState('');
  const jobId = stage.kind === 'running' ? stage.jobId : null;
  const job = useJob(jobId);
  const state = job?.state;
  // The contract's code is any text; what the main side puts there is one of the closed union.
  const error = (job?.error ?? null) as Failure | null;
  useEffect(() => {
    if (jobId === null || state === undefined || state === 'running') return;
    if (state === 'cancelled') return setStage({ kind: 'none' });
    if (error !== null) return setStage({ kind: 'failed', failure: error });
    let wanted = true;
    void ask('backtest.result', { jobId }).then((outcome) => {
      if (!wanted) return;
      setStage(outcome.ok ? { kind: 'done', result: outcome.value } : { kind: 'failed', failure: outcome.error });
    });
    return () => {
      wanted = false;
    };
  }, [jobId, state, error]);
  return {
    stage,
    progress: job?.progress ?? 0,
    madeOf,
    start: async (request, made) => {
      setMadeOf(made);
      setStage({ kind: 'running', jobId: null });
      const outcome = await ask('backtest.start', request);
      setStage(
        outcome.ok ? { kind: 'running', jobId: outcome.value.jobId } : { kind: 'failed', failure: outcome.error },
      );
    },
    cancel: () => {
      if (jobId !== null) void ask('jobs.cancel', { jobId });
    },
  };
}
