import { assertNever } from '../base/assert-never.ts';
import type { StorageNotice } from '../storage/sqlite/storage-notice.ts';

/** What a person should know of a database that was opened; null for what is told elsewhere. */
export function storageNoticeText(notice: StorageNotice): string | null {
  switch (notice.kind) {
    case 'quarantined':
      return `${notice.file} was damaged (${notice.reason}). It was moved to ${notice.movedTo}, nothing was deleted, and a new one was begun.`;
    case 'migrated':
      return `${notice.file} was brought up from version ${notice.fromVersion}. A copy from before is at ${notice.backup}.`;
    case 'sqliteTooOld':
      // Part of the runtime's own warning, which stays on the screen.
      return null;
    default:
      return assertNever(notice, 'storage notice');
  }
}
