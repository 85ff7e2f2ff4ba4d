import { useEffect } from 'react';
import { call } from '../../bridge/index.ts';
import { useGeneration, useReplica, type WatchedMarket } from '../../replica/index.ts';

const NOTHING: WatchedMarket = { instrumentId: null, book: null, trades: [] };

/** The book and the trades of one instrument while the component is there. */
export function useWatchedMarket(instrumentId: string): WatchedMarket {
  const generation = useGeneration();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the main process may have forgotten
  useEffect(() => {
    void call('market.watch', { instrumentId });
    return () => void call('market.watch', { instrumentId: null });
  }, [instrumentId, generation]);
  const watched = useReplica((state) => state.watched);
  return watched.instrumentId === instrumentId ? watched : NOTHING;
}
