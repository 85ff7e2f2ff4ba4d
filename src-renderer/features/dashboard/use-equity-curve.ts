import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import { ask } from '../../bridge/index.ts';
import { useGeneration, useReplica } from '../../replica/index.ts';
import { type EquityCurve, joinEquity } from './equity-points.ts';

export type EquityCurveState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | { readonly phase: 'ready'; readonly curve: EquityCurve };

/** The account's equity from the journal's first sample to now. */
export function useEquityCurve(): EquityCurveState {
  const generation = useGeneration();
  const live = useReplica(({ equity }) => equity);
  const [past, setPast] = useState<EquityCurve>();
  const [failure, setFailure] = useState<Failure>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the past is asked for again
  useEffect(() => {
    let wanted = true;
    void ask('account.equityHistory', {}).then((outcome) => {
      if (!wanted) return;
      if (outcome.ok) setPast(outcome.value);
      setFailure(outcome.ok ? undefined : outcome.error);
    });
    return () => {
      wanted = false;
    };
  }, [generation]);
  return useMemo(() => {
    if (failure !== undefined) return { phase: 'failed', failure };
    return past === undefined ? { phase: 'loading' } : { phase: 'ready', curve: joinEquity(past, live) };
  }, [failure, past, live]);
}
