import type Database from 'better-sqlite3';

/** Rows of a damaged file that were brought over, and how many could not be; null where that is not known. */
export type Salvaged = { readonly rows: number; readonly unreadable: number | null };

/** Something a person should hear about a database that was nevertheless opened. */
export type StorageNotice =
  /**
   * A file that failed its check was moved to `movedTo` with its side files. In its place is a copy of `restoredFrom`, or a
   * fresh one where that is null; `salvaged` are rows that were written after it, null for files whose rows prove nothing.
   */
  | {
      readonly kind: 'quarantined';
      readonly file: string;
      readonly movedTo: string;
      readonly reason: string;
      readonly restoredFrom: string | null;
      readonly salvaged: Salvaged | null;
    }
  /** Rows that were in the file are not in it any more: an older copy of it, or its log was lost. The others are sound. */
  | { readonly kind: 'shortened'; readonly file: string; readonly missingRows: number }
  /** These tables contradicted the record they are kept from, and were made anew from it. */
  | { readonly kind: 'mended'; readonly file: string; readonly tables: readonly string[] }
  /** Its bytes are not those that were written; every row is. */
  | { readonly kind: 'altered'; readonly file: string }
  /** The linked SQLite may corrupt a WAL file that two connections write at once; live trading is to be refused. */
  | { readonly kind: 'sqliteTooOld'; readonly version: string; readonly needed: string }
  /** The file was brought to the present version; a copy from before is at `backup`. */
  | { readonly kind: 'migrated'; readonly file: string; readonly fromVersion: number; readonly backup: string };

/** First release without the WAL-reset bug of 3.7.0 to 3.51.2. */
export const NEEDED_SQLITE = '3.51.3';

export function sqliteVersion(db: Database.Database): string {
  return db.prepare('SELECT sqlite_version()').pluck().get() as string;
}

/** Whether dotted version `version` is `needed` or later. */
export function isVersionAtLeast(version: string, needed: string): boolean {
  const have = version.split('.').map(Number);
  const want = needed.split('.').map(Number);
  for (let part = 0; part < want.length; part++) {
    const difference = (have[part] ?? 0) - (want[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

export function versionNotices(version: string): readonly StorageNotice[] {
  if (isVersionAtLeast(version, NEEDED_SQLITE)) return [];
  return [{ kind: 'sqliteTooOld', version, needed: NEEDED_SQLITE }];
}
