import { create } from 'zustand';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import { call } from '../../bridge/index.ts';
import { strategyInWords } from '../../ui/index.ts';

type Known = { readonly strategies: readonly StrategyView[] | undefined };

const useKnownStrategies = create<Known>(() => ({ strategies: undefined }));

/** Every strategy that may run, shipped and own; undefined until {@link loadStrategies} has had its answer. */
export function useStrategies(): readonly StrategyView[] | undefined {
  return useKnownStrategies(({ strategies }) => strategies);
}

/** Asks for the strategies, each time anew: the person's own come and go. */
export async function loadStrategies(): Promise<void> {
  const answer = await call('strategies.list', {});
  if (answer !== undefined) useKnownStrategies.setState({ strategies: answer.strategies.map(strategyInWords) });
}
