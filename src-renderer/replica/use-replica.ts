import { useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { shallow } from 'zustand/shallow';
import { BY_HAND } from '../../src-preload/contract/by-hand.ts';
import type { FactView } from '../../src-preload/contract/facts.ts';
import type { BotView, JobView } from '../../src-preload/contract/views.ts';
import type { PriceView, ReplicaState } from './replica-state.ts';
import { listenToFacts, useReplicaStore } from './replica-store.ts';

/**
 * A part of the replica; the component is drawn again only when the part is another object. For components below the
 * frame, which draws nothing before the first snapshot.
 */
export function useReplica<T>(select: (state: ReplicaState) => T): T {
  return useReplicaStore(({ state }) => select(known(state)));
}

/** A part made anew by each `select` (a list, a filtered record): drawn again only when one of its entries changed. */
export function useReplicaShallow<T>(select: (state: ReplicaState) => T): T {
  return useReplica(useShallow(select));
}

/**
 * A part that many facts a second may change: drawn again at most once in `everyMs`, the last change always, and only when
 * one of its entries changed. `of` names what `select` depends on: with another one, another part is taken at once.
 */
export function useReplicaSteadily<T>(select: (state: ReplicaState) => T, everyMs: number, of = ''): T {
  const [value, setValue] = useState(() => ({ part: select(stateNow()), of }));
  const chosen = useRef(select);
  useEffect(() => {
    chosen.current = select;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let takenMs = Number.NEGATIVE_INFINITY;
    const take = (): void => {
      timer = undefined;
      takenMs = performance.now();
      const part = chosen.current(stateNow());
      setValue((before) => (before.of === of && shallow(before.part, part) ? before : { part, of }));
    };
    take();
    const stop = useReplicaStore.subscribe(() => {
      timer ??= setTimeout(take, Math.max(0, takenMs + everyMs - performance.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [everyMs, of]);
  return value.of === of ? value.part : select(stateNow());
}

function stateNow(): ReplicaState {
  return known(useReplicaStore.getState().state);
}

function known(state: ReplicaState | undefined): ReplicaState {
  if (state === undefined) throw new Error('the replica was read before its first snapshot');
  return state;
}

/** Moves whenever history must be asked for again. */
export function useGeneration(): number {
  return useReplicaStore(({ generation }) => generation);
}

/** Bots of a person's own: without those that own what was ordered by hand. */
export function ownBots({ bots }: Pick<ReplicaState, 'bots'>): readonly BotView[] {
  return Object.values(bots).filter(({ config }) => config.strategyId !== BY_HAND);
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
