import { closeSync, constants, copyFileSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { FailureError, succeed } from '../../base/outcome.ts';
import { acquireFileLock } from './file-lock.ts';
import type { Schema } from './migrate.ts';
import { checkTables, checkVersion, latestVersion, migrate, versionOf } from './migrate.ts';
import { isFolder, isStump, quarantine } from './quarantine.ts';
import { failureOfOpening, isDamage } from './sqlite-failure.ts';
import type { Salvaged, StorageNotice } from './storage-notice.ts';
import { sqliteVersion, versionNotices } from './storage-notice.ts';

export type DatabaseSpec = {
  readonly path: string;
  /** Held for as long as the database is open: one owner at a time, also while a damaged file is moved aside. */
  readonly lockPath: string;
  readonly schema: Schema;
  readonly busyTimeoutMs: number;
  /** EXCLUSIVE keeps readers out as well, and makes no -shm file. */
  readonly locking: 'NORMAL' | 'EXCLUSIVE';
  /** Sets and reads back the connection's pragmas. */
  readonly configure: (db: Database.Database) => void;
  /** The tables whose check at each open is worth its time. */
  readonly checkedTables: (db: Database.Database) => readonly string[];
  readonly hooks?: OpeningHooks;
};

/** What a database adds to its opening and closing. Each may throw DamagedFileError. */
export type OpeningHooks = {
  /** Endings of further files that belong to the database and go where it goes. */
  readonly furtherEndings: readonly string[];
  /** Before SQLite touches the file. */
  readonly beforeOpen: () => void;
  readonly beforeMigration: (db: Database.Database) => void;
  /** Reads the copy from before a migration again; throws when a step forward could not be taken back with it. */
  readonly checkCopy: (path: string) => void;
  /** When everything else was found good. */
  readonly inspect: (db: Database.Database, wasMigrated: boolean) => readonly StorageNotice[];
  /** A sound copy to put in the place of a file that was moved aside; null for an empty one. */
  readonly replacement: () => string | null;
  /** Brings over what can still be read in the folder a damaged file was moved to. Never throws. */
  readonly salvage: (db: Database.Database, movedTo: string) => Salvaged;
  /** Nobody has the file open, and nobody else can open it yet. */
  readonly afterClose: () => void;
};

export type OwnedDatabase = {
  readonly db: Database.Database;
  readonly notices: readonly StorageNotice[];
  /** Closes and lets others in; may be called twice. */
  readonly close: () => void;
};

/**
 * Opens the one writing connection to a file: lock, settings, check, migrations. A damaged file is moved aside and a
 * sound copy or a fresh one put in its place, which `notices` tells. Fails with `dataFolderInUse`, `dataFolderUnwritable`, `databaseNewer`,
 * `databaseFull` or `databaseDamaged` (a fresh file could not be made either).
 */
export function openOwnedDatabase(spec: DatabaseSpec): Outcome<OwnedDatabase> {
  const lock = acquireFileLock(spec.lockPath);
  if (!lock.ok) return lock;
  const notices: StorageNotice[] = [];
  try {
    const db = openOrReplace(spec, notices);
    notices.push(...versionNotices(sqliteVersion(db)));
    return succeed({ db, notices, close: closer(db, lock.value, spec) });
  } catch (error) {
    void lock.value.dispose();
    return { ok: false, error: error instanceof FailureError ? error.failure : failureOfOpening(error, spec.path) };
  }
}

function openOrReplace(spec: DatabaseSpec, notices: StorageNotice[]): Database.Database {
  const moveAside = (reason: string, close: () => void): void => {
    const movedTo = quarantine(spec.path, close, spec.hooks?.furtherEndings);
    const restoredFrom = spec.hooks?.replacement() ?? null;
    if (restoredFrom !== null) copyFileSync(restoredFrom, spec.path, constants.COPYFILE_EXCL);
    notices.push({ kind: 'quarantined', file: basename(spec.path), movedTo, reason, restoredFrom, salvaged: null });
    spec.hooks?.beforeOpen();
  };
  spec.hooks?.beforeOpen();
  if (isFolder(spec.path)) moveAside('a folder is in its place', () => undefined);
  if (isStump(spec.path)) moveAside('it was cut off or removed', () => undefined);
  const db = new Database(spec.path, { timeout: spec.busyTimeoutMs });
  try {
    return salvage(prepare(db, spec, notices), spec, notices);
  } catch (error) {
    if (!isDamage(error)) {
      db.close();
      throw error;
    }
    moveAside(error instanceof Error ? error.message : String(error), () => void db.close());
  }
  const fresh = new Database(spec.path, { timeout: spec.busyTimeoutMs });
  try {
    return salvage(prepare(fresh, spec, notices), spec, notices);
  } catch (error) {
    fresh.close();
    throw error;
  }
}

/** Once the file that took the place of a damaged one is sound and of the present layout. */
function salvage(db: Database.Database, { hooks }: DatabaseSpec, notices: StorageNotice[]): Database.Database {
  const at = notices.findLastIndex(({ kind }) => kind === 'quarantined');
  const moved = notices[at];
  if (hooks === undefined || moved?.kind !== 'quarantined') return db;
  notices[at] = { ...moved, salvaged: hooks.salvage(db, moved.movedTo) };
  return db;
}

function prepare(db: Database.Database, spec: DatabaseSpec, notices: StorageNotice[]): Database.Database {
  // Before anything is written: EXCLUSIVE counts only ahead of WAL, and a stranger's file is to stay as it is.
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma(`locking_mode = ${spec.locking}`);
  checkVersion(db, spec.schema, spec.path);
  spec.configure(db);
  checkTables(db, spec.checkedTables(db));
  const version = versionOf(db);
  const isBehind = version < latestVersion(spec.schema);
  if (version > 0 && isBehind) {
    spec.hooks?.beforeMigration(db);
    const backup = copyBeforeMigration(db, spec.path, version);
    spec.hooks?.checkCopy(backup);
    notices.push({ kind: 'migrated', file: basename(spec.path), fromVersion: version, backup });
  }
  migrate(db, spec.schema);
  notices.push(...(spec.hooks?.inspect(db, isBehind) ?? []));
  return db;
}

/** A compact copy in `backups/`, synced, so that a step forward can be taken back by hand. */
function copyBeforeMigration(db: Database.Database, path: string, version: number): string {
  const folder = join(dirname(path), 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replaceAll(':', '-');
  const copy = join(folder, `${basename(path, '.db')}-version-${version}-${stamp}.db`);
  db.prepare('VACUUM INTO ?').run(copy);
  const file = openSync(copy, 'r+');
  fsyncSync(file);
  closeSync(file);
  return copy;
}

/** The last connection's close checkpoints and removes the WAL by itself, or leaves it for the next open to recover. */
function closer(db: Database.Database, lock: Disposable, { hooks }: DatabaseSpec): () => void {
  return () => {
    if (!db.open) return;
    db.close();
    try {
      hooks?.afterClose();
    } finally {
      void lock.dispose();
    }
  };
}
