import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import { failureOfOpening } from './sqlite-failure.ts';
import { sqliteVersion } from './storage-notice.ts';

/** Looks at a database without changing or mending anything; `null` when there is none yet. Reads the whole file. */
export function checkDatabaseFile(path: string): Outcome<{ readonly sqlite: string } | null> {
  if (!existsSync(path)) return succeed(null);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const verdict = db.pragma('quick_check', { simple: true });
    if (verdict !== 'ok') return fail('databaseDamaged', `${path}: ${String(verdict)}`, { path });
    return succeed({ sqlite: sqliteVersion(db) });
  } catch (error) {
    return { ok: false, error: failureOfOpening(error, path) };
  } finally {
    db?.close();
  }
}
