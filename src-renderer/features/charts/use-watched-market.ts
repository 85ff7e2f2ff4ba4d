import { useEffect } from 'react';
import { call } from '../../bridge/index.ts';
import { useGeneration, useReplica, type WatchedMarket } from '../../replica/index.ts';

const NOTHING: WatchedMarket = { book: null, trades: [] };
/** How many components of this window look at an instrument. */
const lookers = new Map<string, number>();

/** The book and the trades of one instrument while the component is there; any number of them at once. */
export function useWatchedMarket(instrumentId: string): WatchedMarket {
  const generation = useGeneration();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the main process may have forgotten
  useEffect(() => {
    look(instrumentId, 1);
    return () => look(instrumentId, -1);
  }, [instrumentId, generation]);
  return useReplica(({ watched }) => watched[instrumentId]) ?? NOTHING;
}

let isTelling = false;

/** Told once for all that changes together: a layout that opens looks at ten at a time. */
function look(instrumentId: string, change: 1 | -1): void {
  const count = (lookers.get(instrumentId) ?? 0) + change;
  if (count === 0) lookers.delete(instrumentId);
  else lookers.set(instrumentId, count);
  if (isTelling) return;
  isTelling = true;
  queueMicrotask(() => {
    isTelling = false;
    void call('market.watch', { instrumentIds: [...lookers.keys()] });
  });
}
