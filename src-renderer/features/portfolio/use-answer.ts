import { useEffect, useState } from 'react';
import type { Failure, Outcome } from '../../../src-main/base/outcome.ts';

export type Answer<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'ready'; readonly value: Value };

/** Asks at once and whenever `key` changes; what was there stays until the next answer has come. */
export function useAnswer<Value>(key: string, ask: () => Promise<Outcome<Value>>): Answer<Value> {
  const [answer, setAnswer] = useState<Answer<Value>>({ kind: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    let wanted = true;
    void ask().then((outcome) => {
      if (!wanted) return;
      setAnswer(outcome.ok ? { kind: 'ready', value: outcome.value } : { kind: 'failed', failure: outcome.error });
    });
    return () => {
      wanted = false;
    };
  }, [key]);
  return answer;
}
