import type { Failure } from '../../base/outcome.ts';
import { FailureError } from '../../base/outcome.ts';
import { breaksConnection, failureOfSqlite } from './sqlite-failure.ts';

/** Runs writes until one fails in a way that puts the connection in doubt; from then on refuses every one. */
export interface WriteGuard {
  /** Throws FailureError: `databaseFull` and `databaseDamaged` last, anything else is of this call alone. */
  run<T>(work: () => T): T;
  readonly broken: Failure | null;
}

/**
 * SQLITE_FULL inside a transaction rolls it back by itself; code that caught the error and went on would write the rest
 * without the beginning. So the first such error is the last write.
 */
export function createWriteGuard(file: string): WriteGuard {
  let broken: Failure | null = null;
  return {
    get broken() {
      return broken;
    },
    run(work) {
      if (broken !== null) throw new FailureError(broken);
      try {
        return work();
      } catch (error) {
        if (error instanceof FailureError) throw error;
        const failure = failureOfSqlite(error, file);
        if (breaksConnection(error)) broken = failure;
        throw new FailureError(failure);
      }
    },
  };
}
