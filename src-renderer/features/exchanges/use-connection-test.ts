import { useState } from 'react';
import type { Outcome } from '../../../src-main/base/outcome.ts';
import type { ConnectionTestView } from '../../../src-preload/contract/exchange-views.ts';
import { ask } from '../../bridge/index.ts';

export type ConnectionTest = {
  readonly isTesting: boolean;
  /** Of the last test that is over; null before the first. */
  readonly outcome: Outcome<ConnectionTestView> | null;
  readonly test: () => Promise<void>;
};

export function useConnectionTest(venue: string): ConnectionTest {
  const [isTesting, setIsTesting] = useState(false);
  const [outcome, setOutcome] = useState<ConnectionTest['outcome']>(null);
  return {
    isTesting,
    outcome,
    async test() {
      setIsTesting(true);
      setOutcome(await ask('exchanges.test', { venue }));
      setIsTesting(false);
    },
  };
}
