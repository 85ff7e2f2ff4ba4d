import { useEffect, useState } from 'react';
import type { OwnStrategyView } from '../../../src-preload/contract/own-strategy-views.ts';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import { call } from '../../bridge/index.ts';
import { useFact } from '../../replica/index.ts';
import { strategyInWords } from '../../ui/index.ts';

export type StrategyShelf = {
  /** The person's folder. */
  readonly folder: string;
  readonly own: readonly OwnStrategyView[];
  /** Every strategy that may run, shipped and own. */
  readonly known: readonly StrategyView[];
};

/** Asked for when the page opens and again whenever a file was saved, checked or removed. */
export function useStrategyShelf(): StrategyShelf | undefined {
  const [shelf, setShelf] = useState<StrategyShelf>();
  const [asked, setAsked] = useState(0);
  useFact('ownStrategies', () => setAsked((count) => count + 1));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the folder changed
  useEffect(() => {
    let wanted = true;
    void Promise.all([call('ownStrategies.list', {}), call('strategies.list', {})]).then(([own, known]) => {
      if (!wanted || own === undefined || known === undefined) return;
      setShelf({ folder: own.folder, own: own.strategies, known: known.strategies.map(strategyInWords) });
    });
    return () => {
      wanted = false;
    };
  }, [asked]);
  return shelf;
}
