import type { FactBatch, FactView } from '../../src-preload/contract/facts.ts';
import type { BotView } from '../../src-preload/contract/views.ts';
import { applyFact } from './apply-facts.ts';
import type { ReplicaState } from './replica-state.ts';

/**
 * The state after a batch, or `'gap'` when facts between the state and the batch are missing: then only a new snapshot
 * helps. A batch the state already includes changes nothing.
 */
export function applyBatch(state: ReplicaState, batch: FactBatch): ReplicaState | 'gap' {
  if (batch.toSequence <= state.sequence) return state;
  if (batch.fromSequence > state.sequence + 1) return 'gap';
  let applied = state;
  for (let at = 0; at < batch.facts.length; ) {
    const bots = botsFrom(batch.facts, at);
    if (bots.length > 1) applied = { ...applied, bots: withBots(applied.bots, bots) };
    else applied = applyFact(applied, batch.facts[at] as FactView);
    at += Math.max(1, bots.length);
  }
  return { ...applied, sequence: batch.toSequence };
}

/** The views of bots that stand in a row: hundreds move with one price. */
function botsFrom(facts: readonly FactView[], from: number): readonly BotView[] {
  const bots: BotView[] = [];
  for (let at = from; at < facts.length; at++) {
    const fact = facts[at];
    if (fact?.kind !== 'bot') break;
    bots.push(fact.bot);
  }
  return bots;
}

/** All at once: a copy of the record for each of hundreds would cost a frame. */
function withBots(bots: ReplicaState['bots'], changed: readonly BotView[]): ReplicaState['bots'] {
  const next: Record<string, BotView> = { ...bots };
  for (const bot of changed) next[bot.config.id] = bot;
  return next;
}
