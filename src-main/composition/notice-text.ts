import { assertNever } from '../base/assert-never.ts';
import type { Salvaged, StorageNotice } from '../storage/sqlite/storage-notice.ts';

function inItsPlace(restoredFrom: string | null, salvaged: Salvaged | null): string {
  const [begun, rest] =
    restoredFrom === null
      ? ['a new one was begun', 'what was written before']
      : [`the backup ${restoredFrom} was put in its place`, 'what was written after it'];
  if (salvaged === null) return begun;
  const { rows, unreadable } = salvaged;
  if (rows === 0) return unreadable === 0 ? begun : `${begun}; ${rest} is in the moved file alone`;
  const missing =
    unreadable === 0
      ? 'nothing is missing'
      : `${unreadable ?? 'an unknown number'} could not be read and are in the moved file alone`;
  return `${begun}; of ${rest} ${rows} entries were brought over, each proven by the hash chain, and ${missing}`;
}

/** The journal alone halts trading: candles can be had again. */
function toDo(file: string): string {
  if (file !== 'journal.db') return '';
  return ' Trading is halted: compare orders, fills and positions with each exchange, then release the halt.';
}

/** What a person should know of a database that was opened; null for what is told elsewhere. */
export function storageNoticeText(notice: StorageNotice): string | null {
  switch (notice.kind) {
    case 'quarantined':
      return `${notice.file} was damaged (${notice.reason}). It was moved to ${notice.movedTo}, nothing was deleted, and ${inItsPlace(notice.restoredFrom, notice.salvaged)}.${toDo(notice.file)}`;
    case 'shortened':
      return `${notice.file} lacks its last ${notice.missingRows} entries or more: an older copy of it is in its place, or its log was lost. What is left is sound. Trading is halted: compare orders and positions with the exchange, then release the halt.`;
    case 'mended':
      return `${notice.file}: ${notice.tables.join(', ')} contradicted the record and were made anew from it. Trading is halted: look through bots and open orders, then release the halt.`;
    case 'altered':
      return `${notice.file} was changed by something else than this program. Every entry is as it was written, but the disk or another program is not to be trusted.`;
    case 'migrated':
      return `${notice.file} was brought up from version ${notice.fromVersion}. A copy from before is at ${notice.backup}.`;
    case 'sqliteTooOld':
      // Part of the runtime's own warning, which stays on the screen.
      return null;
    default:
      return assertNever(notice, 'storage notice');
  }
}
