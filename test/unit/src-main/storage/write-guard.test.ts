import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../../src-main/base/outcome.ts';
import { createWriteGuard } from '../../../../src-main/storage/sqlite/write-guard.ts';

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'none';
}

describe('the write guard', () => {
  it.each([
    ['SQLITE_FULL', 'databaseFull'],
    ['SQLITE_IOERR_FSYNC', 'databaseDamaged'],
    ['SQLITE_CORRUPT', 'databaseDamaged'],
    ['SQLITE_CORRUPT_INDEX', 'databaseDamaged'],
    ['SQLITE_NOTADB', 'databaseDamaged'],
    ['SQLITE_READONLY_DBMOVED', 'databaseDamaged'],
  ])('lets nothing through any more after %s', (sqliteCode, code) => {
    const guard = createWriteGuard('journal.db');
    expect(guard.run(() => 1)).toBe(1);
    const throwIt = (): never => {
      throw new Database.SqliteError('as the driver throws it', sqliteCode);
    };
    expect(failureOf(() => guard.run(throwIt))).toBe(code);
    expect(guard.broken).toMatchObject({ code, details: { file: 'journal.db', sqliteCode } });
    let ran = false;
    expect(failureOf(() => guard.run(() => (ran = true)))).toBe(code);
    expect(ran).toBe(false);
  });

  it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR'])('goes on after %s, which is of one call', (sqliteCode) => {
    const guard = createWriteGuard('journal.db');
    const throwIt = (): never => {
      throw new Database.SqliteError('as the driver throws it', sqliteCode);
    };
    expect(failureOf(() => guard.run(throwIt))).toBe('bug');
    expect(guard.broken).toBeNull();
    expect(guard.run(() => 2)).toBe(2);
  });
});
