import { create } from 'zustand';
import type { Failure } from '../../src-main/base/outcome.ts';
import type { FactView } from '../../src-preload/contract/facts.ts';
import { ask, onFacts } from '../bridge/index.ts';
import { startFeed } from './replica-feed.ts';
import type { ReplicaState } from './replica-state.ts';

/** The replica as the window holds it. `state` is undefined until the first snapshot. */
export type Replica = {
  readonly state: ReplicaState | undefined;
  /** Counts snapshots: whoever asked the main process for history asks again when it moves. */
  readonly generation: number;
  /** Why the latest snapshot could not be had; null while all is well. */
  readonly failure: Failure | null;
};

export const useReplicaStore = create<Replica>(() => ({ state: undefined, generation: 0, failure: null }));

let lastHeardMs = performance.now();

/** How long the main process has said nothing. The demo market alone speaks several times a second. */
export function silenceMs(): number {
  return performance.now() - lastHeardMs;
}

type FactListener = (fact: FactView) => void;
const listeners = new Set<FactListener>();

/** Calls back with every fact, in order, once it is in the replica; for what passes (candles, notices, questions). */
export function listenToFacts(listener: FactListener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Starts following the main process; called once, before anything is drawn. */
export function startReplica(): () => void {
  return startFeed(
    {
      onFacts,
      snapshot: () => ask('app.snapshot', {}),
      nextFrame: (callback) => requestAnimationFrame(callback),
      later: (callback, delayMs) => setTimeout(callback, delayMs),
      nowMs: () => performance.now(),
    },
    {
      changed: (state, isFresh) =>
        useReplicaStore.setState((replica) => ({
          state,
          failure: null,
          generation: replica.generation + (isFresh ? 1 : 0),
        })),
      facts: (facts) => {
        lastHeardMs = performance.now();
        for (const fact of facts) for (const listener of listeners) listener(fact);
      },
      failed: (failure) => useReplicaStore.setState({ failure }),
    },
  );
}
