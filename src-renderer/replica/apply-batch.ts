import type { FactBatch, FactView } from '../../src-preload/contract/facts.ts';
import { applyFacts } from './apply-facts.ts';
import type { ReplicaState } from './replica-state.ts';

export type Applied = {
  /** The same object when no batch said anything new. */
  readonly state: ReplicaState;
  /** What was applied, in order. */
  readonly facts: readonly FactView[];
  /** Facts between the state and a batch are missing: only a new snapshot helps. Batches from there on were left out. */
  readonly hasGap: boolean;
};

/** All batches that waited for a frame, applied at once. One that the state already includes changes nothing. */
export function applyBatches(state: ReplicaState, batches: readonly FactBatch[]): Applied {
  let { sequence } = state;
  const facts: FactView[] = [];
  let hasGap = false;
  for (const batch of batches) {
    if (batch.toSequence <= sequence) continue;
    hasGap = batch.fromSequence > sequence + 1;
    if (hasGap) break;
    for (const fact of batch.facts) facts.push(fact);
    sequence = batch.toSequence;
  }
  if (sequence === state.sequence) return { state, facts, hasGap };
  return { state: { ...applyFacts(state, facts), sequence }, facts, hasGap };
}
