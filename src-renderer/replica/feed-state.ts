import type { FeedStateView } from '../../src-preload/contract/exchange-views.ts';
import type { InstrumentView } from '../../src-preload/contract/views.ts';
import { useReplica } from './use-replica.ts';

/** What the state of a feed depends on; of a bot's instrument not more may be known. */
export type FeedOf = Pick<InstrumentView, 'id' | 'venue' | 'simulated'>;

/** Null for what has no market: only its stored candles can be looked at. */
export function useFeedState({ id, venue, simulated }: FeedOf): FeedStateView | null {
  const told = useReplica((state) => state.feedStates[id]);
  const isConnected = useReplica((state) => state.connections[venue] !== undefined);
  if (simulated) return { instrumentId: id, state: 'simulated', sinceMs: 0 };
  if (!isConnected) return null;
  return told ?? { instrumentId: id, state: 'disconnected', sinceMs: 0 };
}
