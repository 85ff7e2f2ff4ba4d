import type { ReplicaState } from './replica-state.ts';

type PartOf<Kind> = {
  [Part in keyof ReplicaState]: ReplicaState[Part] extends Kind ? Part : never;
}[keyof ReplicaState];
type ListPart = PartOf<readonly unknown[]>;
type RecordPart = Exclude<PartOf<Readonly<Record<string, object>>>, ListPart>;
type ListEntry<Part extends ListPart> = ReplicaState[Part][number];
type RecordEntry<Part extends RecordPart> = ReplicaState[Part][string];

/**
 * A replica while facts are applied to it. A record or list that a fact touches is copied at its first touch, and only
 * then, however many facts of the same frame touch it; what none touches stays the object it was.
 */
export type ReplicaDraft = {
  readonly state: { -readonly [Part in keyof ReplicaState]: ReplicaState[Part] };
  /** Parts that are copies already. */
  readonly copied: Set<keyof ReplicaState>;
};

export function openDraft(state: ReplicaState): ReplicaDraft {
  return { state: { ...state }, copied: new Set() };
}

/** A record of the draft to write in. */
export function recordOf<Part extends RecordPart>(draft: ReplicaDraft, part: Part): Record<string, RecordEntry<Part>> {
  return touched(draft, part, (record: ReplicaState[Part]) => ({ ...record })) as Record<string, RecordEntry<Part>>;
}

/** A list of the draft to write in. */
export function listOf<Part extends ListPart>(draft: ReplicaDraft, part: Part): ListEntry<Part>[] {
  return touched(draft, part, (list: ReplicaState[Part]) => [...list]) as ListEntry<Part>[];
}

function touched<Part extends keyof ReplicaState>(
  { state, copied }: ReplicaDraft,
  part: Part,
  copy: (before: ReplicaState[Part]) => unknown,
): unknown {
  if (!copied.has(part)) {
    state[part] = copy(state[part]) as ReplicaDraft['state'][Part];
    copied.add(part);
  }
  return state[part];
}
