import type { Failure, Outcome } from '../../src-main/base/outcome.ts';
import type { FactBatch, FactView } from '../../src-preload/contract/facts.ts';
import { applyBatches } from './apply-batch.ts';
import { fromSnapshot, type ReplicaState, type Snapshot } from './replica-state.ts';

export type FeedPorts = {
  readonly onFacts: (listener: (batch: FactBatch) => void) => () => void;
  readonly snapshot: () => Promise<Outcome<Snapshot>>;
  /** Runs the callback before the next frame is drawn. */
  readonly nextFrame: (callback: () => void) => void;
  readonly later: (callback: () => void, delayMs: number) => void;
  /** Time that never goes back. */
  readonly nowMs: () => number;
};

export type FeedEvents = {
  /** A new state. `isFresh` after a snapshot: what was added since the last one may be incomplete and is to be asked for again. */
  readonly changed: (state: ReplicaState, isFresh: boolean) => void;
  /** Every fact of the batches that were applied, in order. */
  readonly facts: (facts: readonly FactView[]) => void;
  readonly failed: (failure: Failure) => void;
};

const RETRY_MS = 1000;
/**
 * Between two states at least. Nobody reads faster, and each new state is drawn: in between the page is free to scroll, to
 * type and to answer. What comes after a pause is not held back.
 */
const BETWEEN_STATES_MS = 50;

/**
 * Keeps a state in step with the main process: listens first, then asks for a snapshot, then lays the waiting batches on
 * it. Batches are applied with a frame, at most twenty times a second. A gap asks for a new snapshot; a failed one is asked for again.
 */
export function startFeed(ports: FeedPorts, events: FeedEvents): () => void {
  let state: ReplicaState | undefined;
  const waiting: FactBatch[] = [];
  let isScheduled = false;
  let isAsking = false;
  let isStopped = false;
  let flushedMs = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    isScheduled = false;
    if (isStopped || isAsking || state === undefined) return;
    flushedMs = ports.nowMs();
    const applied = applyBatches(state, waiting.splice(0));
    const isChanged = applied.state !== state;
    state = applied.state;
    if (applied.hasGap) void ask();
    if (isChanged) events.changed(state, false);
    if (applied.facts.length > 0) events.facts(applied.facts);
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    const waitMs = flushedMs + BETWEEN_STATES_MS - ports.nowMs();
    if (waitMs > 0) ports.later(() => ports.nextFrame(flush), waitMs);
    else ports.nextFrame(flush);
  };
  const ask = async (): Promise<void> => {
    if (isAsking || isStopped) return;
    isAsking = true;
    const outcome = await ports.snapshot();
    isAsking = false;
    if (isStopped) return;
    if (!outcome.ok) {
      events.failed(outcome.error);
      ports.later(() => void ask(), RETRY_MS);
      return;
    }
    state = fromSnapshot(outcome.value);
    events.changed(state, true);
    schedule();
  };

  const stopListening = ports.onFacts((batch) => {
    waiting.push(batch);
    schedule();
  });
  void ask();
  return () => {
    isStopped = true;
    stopListening();
  };
}
