import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { RiskOverviewView } from '../../../src-preload/contract/risk-views.ts';
import { ask } from '../../bridge/index.ts';

export type RiskStandingState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | { readonly phase: 'ready'; readonly overview: RiskOverviewView };

const EVERY_MS = 1000;

/** Asked anew each second while the page is looked at; a page that is not costs the engine nothing. */
export function useRiskStanding(): RiskStandingState {
  const [state, setState] = useState<RiskStandingState>({ phase: 'loading' });
  useEffect(() => {
    let wanted = true;
    const read = async (): Promise<void> => {
      const outcome = await ask('risk.standing', {});
      if (!wanted) return;
      setState(outcome.ok ? { phase: 'ready', overview: outcome.value } : { phase: 'failed', failure: outcome.error });
    };
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, []);
  return state;
}
