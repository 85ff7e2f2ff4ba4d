import type { Failure } from '../../base/outcome.ts';

/** Thrown when a file's content is not what this program wrote; the file is then moved aside. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** The driver's error code (`SQLITE_FULL`), or an empty text when the error is not SQLite's. */
function sqliteCodeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  return error.code.startsWith('SQLITE_') ? error.code : '';
}

/** The content is wrong, as opposed to the disk or the permission. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return error instanceof DamagedFileError || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

/** After such an error nothing the connection says may be believed: SQLite may have rolled back by itself. */
export function breaksConnection(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return (
    isDamage(error) ||
    ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'].some((start) => code.startsWith(start))
  );
}

/** What a SQLite error means for the person. `file` is the path it happened to. */
export function failureOfSqlite(error: unknown, file: string): Failure {
  const code = sqliteCodeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  const details = { file, sqliteCode: code };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return { code: 'dataFolderInUse', message: `${file} is in use by another process`, details };
  }
  if (code === 'SQLITE_FULL')
    return { code: 'databaseFull', message: `${file}: no room left to write (${text})`, details };
  if (breaksConnection(error))
    return { code: 'databaseDamaged', message: `${file} cannot be trusted: ${text}`, details };
  return { code: 'bug', message: `${file}: ${text}`, details };
}

/** The same while opening, where a file that cannot be opened or written is the folder's fault. */
export function failureOfOpening(error: unknown, file: string): Failure {
  const code = sqliteCodeOf(error);
  if (['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_AUTH'].some((start) => code.startsWith(start))) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      code: 'dataFolderUnwritable',
      message: `${file} cannot be opened for writing: ${text}`,
      details: { file },
    };
  }
  return failureOfSqlite(error, file);
}
