import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import { checkTables, checkVersion, tableNames } from '../sqlite/migrate.ts';
import { failureOfOpening } from '../sqlite/sqlite-failure.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';

export type BackupProgress = { readonly totalPages: number; readonly remainingPages: number };

/** Pages copied between two turns of the event loop: 2 MB, a few milliseconds. */
const PAGES_A_STEP = 500;

/**
 * Copies the journal while it is in use, on the writer's own connection (a second one may never finish). The copy
 * appears under `toPath` only when it is whole and synced; an existing file there is refused.
 */
export async function backupJournal(
  db: Database.Database,
  toPath: string,
  onProgress: (progress: BackupProgress) => void = () => undefined,
): Promise<Outcome<{ readonly pages: number }>> {
  if (existsSync(toPath)) return fail('badArgument', `toPath is ${toPath}, expected a file that does not exist yet`);
  const partial = `${toPath}.partial`;
  try {
    mkdirSync(dirname(toPath), { recursive: true, mode: 0o700 });
    rmSync(partial, { force: true });
    const report = (progress: BackupProgress): number => {
      onProgress(progress);
      return PAGES_A_STEP;
    };
    const { totalPages } = await db.backup(partial, { progress: report });
    sync(partial);
    renameSync(partial, toPath);
    if (process.platform !== 'win32') sync(dirname(toPath));
    return succeed({ pages: totalPages });
  } catch (error) {
    rmSync(partial, { force: true });
    return { ok: false, error: failureOfOpening(error, toPath) };
  }
}

/** Whether a backup is a sound journal of a version this program can read. Takes seconds for large files: not for the main thread. */
export function verifyJournalFile(path: string): Outcome<{ readonly fills: number }> {
  if (!existsSync(path)) return fail('fileNotFound', `path is ${path}, expected a backup of the journal`);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    // Into one plain file: a backup carries the WAL mark of its source.
    db.pragma('journal_mode = DELETE');
    checkVersion(db, JOURNAL_SCHEMA, path);
    checkTables(db, tableNames(db));
    return succeed({ fills: db.prepare('SELECT count(*) FROM fills').pluck().get() as number });
  } catch (error) {
    return { ok: false, error: failureOfOpening(error, path) };
  } finally {
    db?.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
