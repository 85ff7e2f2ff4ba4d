import { useEffect } from 'react';
import { call } from '../../bridge/index.ts';
import { useReplica, type WatchedMarket } from '../../replica/index.ts';
import { createCountedSet } from './counted-set.ts';

const NOTHING: WatchedMarket = { book: null, trades: [] };

const watch = createCountedSet<string>(
  (instrumentId) => instrumentId,
  (instrumentIds) => void call('market.watch', { instrumentIds }),
  queueMicrotask,
);

/** The book and the trades of one instrument while the component is there; any number of them at once. */
export function useWatchedMarket(instrumentId: string): WatchedMarket {
  useEffect(() => watch(instrumentId), [instrumentId]);
  return useReplica(({ watched }) => watched[instrumentId]) ?? NOTHING;
}
