import { useEffect, useState } from 'react';
import type { DecisionView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { useFact, useGeneration } from '../../replica/index.ts';

const MOST = 300;

/** What a bot decided since the app began, oldest first; undefined until the answer is there. */
export function useDecisions(botId: string): readonly DecisionView[] | undefined {
  const generation = useGeneration();
  const [decisions, setDecisions] = useState<readonly DecisionView[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the past is asked for again
  useEffect(() => {
    let wanted = true;
    void call('bots.decisions', { botId }).then((answer) => {
      if (wanted && answer !== undefined) setDecisions(answer.decisions);
    });
    return () => {
      wanted = false;
    };
  }, [botId, generation]);
  useFact('decision', ({ decision }) => {
    if (decision.botId === botId) setDecisions((before) => before && withDecision(before, decision));
  });
  return decisions;
}

/** One that is there already is not added again. */
export function withDecision(before: readonly DecisionView[], decision: DecisionView): readonly DecisionView[] {
  if ((before.at(-1)?.timeMs ?? 0) >= decision.timeMs) return before;
  return [...before, decision].slice(-MOST);
}
