import { closeSync, existsSync, fdatasync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import { checkVersion } from '../sqlite/migrate.ts';
import { DamagedFileError, failureOfOpening } from '../sqlite/sqlite-failure.ts';
import type { ChainHead } from './chain/chain-row.ts';
import { CHAIN_START } from './chain/chain-row.ts';
import { checkChain } from './chain/check-chain.ts';
import { hasChain, storedHead } from './chain/hash-chain.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';

export type BackupProgress = { readonly totalPages: number; readonly remainingPages: number };

/** Pages copied between two turns of the event loop: 400 KB, about a millisecond. */
const PAGES_A_STEP = 100;
/** Left for the last step, with which SQLite writes out its cache and syncs the copy on this thread. */
const LAST_PAGES = 8;

export type BackupOptions = {
  readonly onProgress?: (progress: BackupProgress) => void;
  /** Reads the copy before it gets its name, away from this thread; its failure is the backup's. */
  readonly verify?: (path: string) => Promise<Outcome<VerifiedJournal>>;
};

/** What a sound journal file holds. */
export type VerifiedJournal = { readonly fills: number; readonly head: ChainHead };

/**
 * Copies the journal while it is in use, on the writer's own connection (a second one may never finish). The copy
 * appears under `toPath` only when it is whole, verified and synced; an existing file there is refused.
 */
export async function backupJournal(
  db: Database.Database,
  toPath: string,
  { onProgress, verify = async (path) => verifyJournalFile(path) }: BackupOptions = {},
): Promise<Outcome<{ readonly pages: number }>> {
  if (existsSync(toPath)) return fail('badArgument', `toPath is ${toPath}, expected a file that does not exist yet`);
  const partial = `${toPath}.partial`;
  let syncing: RunningSync = { next: () => undefined, isDone: () => true, end: async () => undefined };
  try {
    mkdirSync(dirname(toPath), { recursive: true, mode: 0o700 });
    rmSync(partial, { force: true });
    const { position } = storedHead(db);
    syncing = syncBeside(partial);
    const report = (progress: BackupProgress): number => {
      onProgress?.(progress);
      const left = progress.remainingPages - LAST_PAGES;
      syncing.next();
      if (left > 0) return Math.min(PAGES_A_STEP, left);
      // Nothing is copied while the sync of all that was copied before is on its way.
      return syncing.isDone() ? PAGES_A_STEP : 0;
    };
    const { totalPages } = await db.backup(partial, { progress: report });
    await syncing.end();
    const verified = await verify(partial);
    if (!verified.ok || verified.value.head.position < position) {
      rmSync(partial, { force: true });
      return verified.ok ? fail('databaseDamaged', `${toPath} lacks rows that the journal has`) : verified;
    }
    renameSync(partial, toPath);
    if (process.platform !== 'win32') sync(dirname(toPath));
    return succeed({ pages: totalPages });
  } catch (error) {
    await syncing.end();
    rmSync(partial, { force: true });
    return { ok: false, error: failureOfOpening(error, toPath) };
  }
}

/**
 * Whether a backup is a sound journal of a version this program can read, every row as it was written; and syncs it. Takes
 * seconds for large files: not for the main thread.
 */
export function verifyJournalFile(path: string): Outcome<VerifiedJournal> {
  if (!existsSync(path)) return fail('fileNotFound', `path is ${path}, expected a backup of the journal`);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    // Into one plain file: a backup carries the WAL mark of its source.
    db.pragma('journal_mode = DELETE');
    checkVersion(db, JOURNAL_SCHEMA, path);
    const head = checkRows(db);
    const fills = db.prepare('SELECT count(*) FROM fills').pluck().get() as number;
    db.close();
    sync(path);
    return succeed({ fills, head });
  } catch (error) {
    return { ok: false, error: failureOfOpening(error, path) };
  } finally {
    db?.close();
  }
}

/** Throws DamagedFileError. A file from before the chain has SQLite's own check alone. */
function checkRows(db: Database.Database): ChainHead {
  const verdict = db.pragma('integrity_check(1)', { simple: true });
  if (verdict !== 'ok') throw new DamagedFileError(String(verdict));
  if (!hasChain(db)) return CHAIN_START;
  const check = checkChain(db);
  if (check.kind === 'damaged') throw new DamagedFileError(check.finding);
  return check.head;
}

type RunningSync = {
  readonly next: () => void;
  /** Asked when nothing is written any more: whether a sync that began after the first time of asking is over. */
  readonly isDone: () => boolean;
  readonly end: () => Promise<void>;
};

/**
 * Syncs a file that grows, off this thread, one call after the other: SQLite syncs the whole copy with its last page, on
 * this thread, and is to find little left to do.
 */
function syncBeside(path: string): RunningSync {
  let file: number | null = null;
  let running: Promise<void> | null = null;
  let begun = 0;
  let ended = 0;
  let last: number | null = null;
  return {
    isDone() {
      last ??= begun + 1;
      return ended >= last;
    },
    next() {
      if (running !== null) return;
      begun++;
      file ??= openSync(path, 'r');
      const handle = file;
      running = new Promise<void>((resolve) => {
        fdatasync(handle, () => {
          running = null;
          ended++;
          resolve();
        });
      });
    },
    async end() {
      await running;
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
