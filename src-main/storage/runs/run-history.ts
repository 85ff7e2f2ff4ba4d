import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { NewRun, RunChange, RunPage, RunPageRequest, RunStore, StoredRun } from './run-store.ts';

/** Backtests that were kept; `unknownRun` for a number nothing is kept under. */
export interface RunHistory {
  save(run: NewRun): Outcome<{ readonly runId: number }>;
  list(request: RunPageRequest): Outcome<RunPage>;
  read(runId: number): Outcome<StoredRun>;
  change(change: RunChange): Outcome<Nothing>;
  /** Those that are gone already do not matter. */
  remove(runIds: readonly number[]): Outcome<{ readonly removed: number }>;
}

type Nothing = Readonly<Record<string, never>>;

/** Turns what SQLite throws into a failure. */
type Attempt = <T>(work: () => T) => Outcome<T>;

export function createRunHistory(store: RunStore, attempt: Attempt): RunHistory {
  return {
    save: (run) => attempt(() => ({ runId: store.save(run) })),
    list: (request) => attempt(() => store.list(request)),
    read(runId) {
      const run = attempt(() => store.read(runId));
      if (!run.ok) return run;
      return run.value === undefined ? unknownRun(runId) : succeed(run.value);
    },
    change(change) {
      const changed = attempt(() => store.change(change));
      if (!changed.ok) return changed;
      return changed.value ? succeed({}) : unknownRun(change.runId);
    },
    remove: (runIds) => attempt(() => ({ removed: store.remove(runIds) })),
  };
}

export function unknownRun(runId: number): Outcome<never> {
  return fail('unknownRun', `runId is ${runId}, expected the number of a run that is kept`);
}
