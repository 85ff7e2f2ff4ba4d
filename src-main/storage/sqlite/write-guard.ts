import type { Failure } from '../../base/outcome.ts';
import { FailureError } from '../../base/outcome.ts';
import { breaksConnection, failureOfSqlite } from './sqlite-failure.ts';

/** Runs writes until one fails in a way that puts the connection in doubt; from then on refuses every one. */
export interface WriteGuard {
  /** Throws FailureError: `databaseFull` and `databaseDamaged` last, anything else is of this call alone. */
  run<T>(work: () => T): T;
  /**
   * As `run`, and after `databaseFull` once more: such a failure leaves the file as it was before the write, so what must
   * still be said can be, once room was made for it. Over for good with the next failure.
   */
  runLast<T>(work: () => T): T;
  readonly broken: Failure | null;
}

export type WriteGuardOptions = {
  /** Gives back room that was kept for the last words. */
  readonly makeRoom?: () => void;
  /** Told once, while the failed write is still on its way out. */
  readonly onBroken?: (failure: Failure) => void;
};

/**
 * SQLITE_FULL inside a transaction rolls it back by itself; code that caught the error and went on would write the rest
 * without the beginning. So the first such error is the last of ordinary writes.
 */
export function createWriteGuard(file: string, options: WriteGuardOptions = {}): WriteGuard {
  let broken: Failure | null = null;
  let isOver = false;
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof FailureError) throw error;
      const failure = failureOfSqlite(error, file);
      if (breaksConnection(error)) isOver = broken !== null || failure.code !== 'databaseFull';
      if (breaksConnection(error) && broken === null) {
        broken = failure;
        options.onBroken?.(failure);
      }
      throw new FailureError(failure);
    }
  };
  const run = <T>(work: () => T): T => {
    if (broken !== null) throw new FailureError(broken);
    return attempt(work);
  };
  const afterFull = <T>(work: () => T, failure: Failure): T => {
    if (isOver) throw new FailureError(failure);
    options.makeRoom?.();
    return attempt(work);
  };
  return {
    get broken() {
      return broken;
    },
    run,
    runLast(work) {
      if (broken !== null) return afterFull(work, broken);
      try {
        return run(work);
      } catch (error) {
        if (broken === null) throw error;
        return afterFull(work, broken);
      }
    },
  };
}
