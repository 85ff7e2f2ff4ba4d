import { useEffect } from 'react';
import { create } from 'zustand';
import type { TradeView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { useFact, useGeneration } from '../../replica/index.ts';

/** What the latest closed trades of each bot made, oldest first. A statistic: numbers will do. */
export type BotResults = Readonly<Record<string, readonly number[]>>;

const MOST_KEPT = 40;
export const NO_RESULTS: readonly number[] = [];

const useResults = create<{ readonly results: BotResults }>(() => ({ results: {} }));

export function withTrade(results: BotResults, { botId, profit }: Pick<TradeView, 'botId' | 'profit'>): BotResults {
  return { ...results, [botId]: [...(results[botId] ?? NO_RESULTS), Number(profit)].slice(-MOST_KEPT) };
}

/** Asked for once a snapshot, and kept up with every trade since. */
export function useBotResults(): BotResults {
  const generation = useGeneration();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the past is asked for again
  useEffect(() => {
    let wanted = true;
    void call('bots.results', {}).then((answer) => {
      if (!wanted || answer === undefined) return;
      useResults.setState({ results: Object.fromEntries(answer.results.map((one) => [one.botId, one.profits])) });
    });
    return () => {
      wanted = false;
    };
  }, [generation]);
  useFact('trade', ({ trade }) => useResults.setState(({ results }) => ({ results: withTrade(results, trade) })));
  return useResults(({ results }) => results);
}
