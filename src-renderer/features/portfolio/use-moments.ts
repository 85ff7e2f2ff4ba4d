import { useEffect, useState } from 'react';
import { useReplica } from '../../replica/index.ts';

/** Positions change in value by themselves: what is shown is asked for again so often. */
const PERIOD_MS = 10_000;

/** Moves after each fill of an account, and every ten seconds while the page is in front. */
export function useMoments(accountId: string): string {
  const fees = useReplica(({ accounts }) => accounts[accountId]?.fees ?? '');
  const [periods, setPeriods] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setPeriods((count) => count + 1), PERIOD_MS);
    return () => clearInterval(timer);
  }, []);
  return `${fees} ${periods}`;
}
