import type { FactBatch } from '../../src-preload/contract/facts.ts';
import { applyFact } from './apply-facts.ts';
import type { ReplicaState } from './replica-state.ts';

/**
 * The state after a batch, or `'gap'` when facts between the state and the batch are missing: then only a new snapshot
 * helps. A batch the state already includes changes nothing.
 */
export function applyBatch(state: ReplicaState, batch: FactBatch): ReplicaState | 'gap' {
  if (batch.toSequence <= state.sequence) return state;
  if (batch.fromSequence > state.sequence + 1) return 'gap';
  const applied = batch.facts.reduce(applyFact, state);
  return { ...applied, sequence: batch.toSequence };
}
