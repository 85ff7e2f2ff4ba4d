import type Database from 'better-sqlite3';
import { FailureError } from '../../base/outcome.ts';
import { DamagedFileError } from './sqlite-failure.ts';

/** One step forward. Versions count in tens, so that a mend can be put between two. */
export type Migration = { readonly version: number; readonly sql: string };

/** A file's kind (`application_id`) and the steps to its present form, oldest first. */
export type Schema = { readonly applicationId: number; readonly migrations: readonly Migration[] };

export function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

export function latestVersion(schema: Schema): number {
  return schema.migrations.at(-1)?.version ?? 0;
}

/**
 * Throws FailureError `databaseNewer` for a file of a later program, DamagedFileError for a file of another kind.
 * An untouched file (version 0) must be empty.
 */
export function checkVersion(db: Database.Database, schema: Schema, file: string): void {
  const version = versionOf(db);
  const applicationId = db.pragma('application_id', { simple: true }) as number;
  const isEmpty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (version === 0 ? !isEmpty : applicationId !== schema.applicationId) {
    throw new DamagedFileError(
      `application_id is ${applicationId} at version ${version}, expected ${schema.applicationId}`,
    );
  }
  if (version > latestVersion(schema)) {
    const message = `${file} has version ${version}, this program knows versions up to ${latestVersion(schema)}`;
    throw new FailureError({ code: 'databaseNewer', message, details: { file, version } });
  }
}

/** Brings the file to the latest version, each step in one transaction together with its number. */
export function migrate(db: Database.Database, schema: Schema): void {
  for (const migration of schema.migrations) {
    if (migration.version <= versionOf(db)) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`application_id = ${schema.applicationId}`);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

/** Throws DamagedFileError when SQLite's own check of one of `tables` finds anything. */
export function checkTables(db: Database.Database, tables: readonly string[]): void {
  for (const table of tables) {
    const lines = db.pragma(`quick_check('${table}')`) as readonly { readonly quick_check: string }[];
    const first = lines[0]?.quick_check;
    if (first !== 'ok') throw new DamagedFileError(`table ${table}: ${first}`);
  }
}

export function tableNames(db: Database.Database): readonly string[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all() as string[];
}
