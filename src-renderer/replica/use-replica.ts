import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { FactView } from '../../src-preload/contract/facts.ts';
import type { BotView, JobView } from '../../src-preload/contract/views.ts';
import type { PriceView, ReplicaState } from './replica-state.ts';
import { listenToFacts, useReplicaStore } from './replica-store.ts';

/**
 * A part of the replica; the component is drawn again only when the part is another object. For components below the
 * frame, which draws nothing before the first snapshot.
 */
export function useReplica<T>(select: (state: ReplicaState) => T): T {
  return useReplicaStore(({ state }) => {
    if (state === undefined) throw new Error('the replica was read before its first snapshot');
    return select(state);
  });
}

/** A part made anew by each `select` (a list, a filtered record): drawn again only when one of its entries changed. */
export function useReplicaShallow<T>(select: (state: ReplicaState) => T): T {
  return useReplica(useShallow(select));
}

/** Moves whenever history must be asked for again. */
export function useGeneration(): number {
  return useReplicaStore(({ generation }) => generation);
}

export function useBot(botId: string): BotView | undefined {
  return useReplica(({ bots }) => bots[botId]);
}

export function usePrice(instrumentId: string): PriceView | undefined {
  return useReplica(({ prices }) => prices[instrumentId]);
}

export function useJob(jobId: string | null): JobView | undefined {
  return useReplica(({ jobs }) => (jobId === null ? undefined : jobs[jobId]));
}

/** The IANA zone times are shown in. */
export function useSettings(): ReplicaState['settings'] {
  return useReplica(({ settings }) => settings);
}

/** Calls back with each fact of one kind while the component is there. */
export function useFact<K extends FactView['kind']>(
  kind: K,
  listener: (fact: Extract<FactView, { kind: K }>) => void,
): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      listenToFacts((fact) => {
        if (fact.kind === kind) latest.current(fact as Extract<FactView, { kind: K }>);
      }),
    [kind],
  );
}
