import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import { failureOfOpening, isDamage } from './sqlite-failure.ts';

/** How long a new owner waits for one that is just going. */
const WAIT_MS = 500;

/**
 * Holds `path` against every other process and thread until disposed; the system lets go when the process dies, so no
 * stale lock is ever left. An empty SQLite file with an open exclusive transaction is the portable way to such a lock.
 * Fails with `dataFolderInUse` while somebody else holds it.
 */
export function acquireFileLock(path: string): Outcome<Disposable> {
  try {
    return succeed(lock(path));
  } catch (error) {
    if (!isDamage(error)) return { ok: false, error: failureOfOpening(error, path) };
  }
  // Its content is never ours: garbage in it is nobody's loss.
  rmSync(path, { force: true, recursive: true });
  try {
    return succeed(lock(path));
  } catch (error) {
    return { ok: false, error: failureOfOpening(error, path) };
  }
}

function lock(path: string): Disposable {
  const db = new Database(path, { timeout: WAIT_MS });
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw error;
  }
  return { dispose: () => void db.close() };
}
