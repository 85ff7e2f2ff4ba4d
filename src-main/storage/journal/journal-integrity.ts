import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { unwrap } from '../../base/outcome.ts';
import type { OpeningHooks } from '../sqlite/open-owned-database.ts';
import { sizeOf } from '../sqlite/quarantine.ts';
import { DamagedFileError } from '../sqlite/sqlite-failure.ts';
import type { WriteGuard } from '../sqlite/write-guard.ts';
import { newestSoundBackup } from './backup-files.ts';
import type { Sidecar, SidecarRecord } from './chain/chain-sidecar.ts';
import { openSidecar, readSidecar } from './chain/chain-sidecar.ts';
import { checkChain, hasLink } from './chain/check-chain.ts';
import type { HashChain } from './chain/hash-chain.ts';
import { hasChain, storedHead } from './chain/hash-chain.ts';
import { relink } from './chain/relink.ts';
import { verifyJournalFile } from './journal-backup.ts';
import { mendKeptViews } from './kept-views.ts';
import type { PageNotes } from './pages/page-notes.ts';
import { forgetPages, hasOtherPages, openPageNotes } from './pages/page-notes.ts';
import type { PageSums } from './pages/page-sums.ts';
import { readPageSums } from './pages/page-sums.ts';
import { salvageRows } from './salvage-rows.ts';

/** Ending of the file beside the journal that keeps the chain's head. */
export const SIDECAR_ENDING = '-chain';
/** Up to so many rows all of them are read again at every open: about a fifth of a second. */
export const ROWS_CHECKED_AT_OPEN = 50_000;
/** A longer journal is read again whole once a week. */
const WHOLE_CHECK_EVERY_MS = 7 * 86_400_000;
/** A longer file is not hashed as it closes, nor its pages as it is opened: it would hold up both. */
const HASHED_BYTES = 256 * 1024 * 1024;

/** What was known of the file before it was opened. */
type KnownBefore = {
  readonly record: SidecarRecord | null;
  readonly isAltered: boolean;
  /** What was read of its pages; null where that was not worth its time. */
  readonly pages: PageSums | null;
};

/** Watches over the rows of one journal: checks them at its opening, keeps the chain's head beside it while it is open. */
export interface JournalIntegrity {
  readonly hooks: OpeningHooks;
  /** All rows are to be read again, away from this thread: the journal is long, and was not closed or not read for a week. */
  readonly isWholeCheckDue: boolean;
  /** From now on commits are noted beside the file. */
  follow(chain: HashChain, guard: WriteGuard): void;
  noteCommit(): void;
  /** Before the connection is closed: what only the log has is brought into the file, and its pages are noted. */
  noteEnd(db: Database.Database): void;
  /** A verified copy proved every row, or put them in doubt: then the next open reads all of them. */
  noteWholeCheck(isSound: boolean): void;
}

/** Links between two notes of the head beside the file: so many rows at most can be cut off without a trace. */
const LINKS_A_NOTE = 64;

export type IntegrityOptions = { readonly nowMs: () => number; readonly rowsCheckedAtOpen: number };

export function createIntegrity(path: string, options: IntegrityOptions): JournalIntegrity {
  const { nowMs, rowsCheckedAtOpen } = options;
  let known: KnownBefore = { record: null, isAltered: false, pages: null };
  let found: Found | null = null;
  let followed: Followed | null = null;
  let record: SidecarRecord | null = null;
  const note = (next: SidecarRecord): void => {
    record = next;
    followed?.sidecar.write(next);
  };
  return {
    get isWholeCheckDue() {
      return found?.isWholeCheckDue ?? false;
    },
    hooks: {
      furtherEndings: [SIDECAR_ENDING],
      beforeOpen() {
        known = knownBefore(path);
      },
      beforeMigration(db) {
        if (hasChain(db)) checkWhole(db);
      },
      checkCopy: (copy) => void unwrap(verifyJournalFile(copy)),
      inspect(db, wasMigrated) {
        // The rows were checked before the step; what it changed of them is no damage.
        if (wasMigrated && checkChain(db).kind === 'damaged') relink(db, nowMs());
        found = inspect(db, wasMigrated ? { ...known, record: null } : known, { nowMs: nowMs(), rowsCheckedAtOpen });
        return found.findings.map((finding) => ({ ...finding, file: basename(path) }));
      },
      replacement: () => newestSoundBackup(join(dirname(path), 'backups')),
      salvage: (db, movedTo) =>
        salvageRows(db, { folder: movedTo, name: basename(path), sidecarEnding: SIDECAR_ENDING }),
      afterClose() {
        if (followed !== null && record !== null) noteClosed(path, followed, record);
      },
    },
    follow(chain, guard) {
      const notes = openPageNotes(path, known.pages);
      followed = { chain, guard, sidecar: openSidecar(path + SIDECAR_ENDING), notes };
      const { wholeCheckMs, layoutHash } = found ?? { wholeCheckMs: 0, layoutHash: '' };
      note({ head: chain.head, checked: chain.head, wholeCheckMs, layoutHash, fileHash: null, isDoubted: false });
    },
    noteWholeCheck(isSound) {
      if (record === null) return;
      if (isSound && found !== null) found = { ...found, isWholeCheckDue: false };
      note(isSound ? { ...record, wholeCheckMs: nowMs() } : { ...record, isDoubted: true });
    },
    noteCommit() {
      if (followed === null || record === null) return;
      followed.notes.noteCommit();
      const { head } = followed.chain;
      if (head.position >= record.head.position + LINKS_A_NOTE) note({ ...record, head });
    },
    noteEnd(db) {
      if (followed === null || !db.open) return;
      if (followed.guard.broken === null) bringIntoFile(db, followed.notes);
      else forgetPages(path);
    },
  };
}

type Followed = {
  readonly chain: HashChain;
  readonly guard: WriteGuard;
  readonly sidecar: Sidecar;
  readonly notes: PageNotes;
};

/** What SQLite does at the close anyway; where it fails the close says so. */
function bringIntoFile(db: Database.Database, notes: PageNotes): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // The log keeps what could not be brought over, and the next open finds it there.
  }
  notes.noteCommit();
}

/** A file that was written to its end is noted with its hash; the next open tells any other byte. */
function noteClosed(path: string, { chain, guard, sidecar, notes }: Followed, record: SidecarRecord): void {
  notes.close();
  const fileHash = guard.broken === null ? hashOfClosedFile(path) : null;
  sidecar.write({ ...record, head: chain.head, fileHash });
  sidecar.close();
}

type Finding =
  | { readonly kind: 'altered' }
  | { readonly kind: 'shortened'; readonly missingRows: number }
  | { readonly kind: 'mended'; readonly tables: readonly string[] };
type Found = {
  readonly findings: readonly Finding[];
  readonly wholeCheckMs: number;
  readonly layoutHash: string;
  readonly isWholeCheckDue: boolean;
};

/** Throws DamagedFileError when a row is not what was written, as far as that is asked now. */
function inspect(
  db: Database.Database,
  { record, isAltered }: Omit<KnownBefore, 'pages'>,
  { nowMs, rowsCheckedAtOpen }: { readonly nowMs: number; readonly rowsCheckedAtOpen: number },
): Found {
  const layoutHash = layoutHashOf(db);
  if (record !== null && record.layoutHash !== layoutHash)
    throw new DamagedFileError('its layout is not what was noted beside the file');
  const stored = storedHead(db);
  const missingRows = record === null ? 0 : record.head.position - stored.position;
  if (record !== null && missingRows <= 0 && !hasLink(db, record.head)) {
    throw new DamagedFileError(
      `link ${record.head.position} of the hash chain is another than was noted beside the file`,
    );
  }
  const isDoubted = record?.isDoubted ?? true;
  const mustBeWhole =
    record === null || isDoubted || isAltered || missingRows > 0 || stored.position <= rowsCheckedAtOpen;
  const tables = mustBeWhole ? checkWhole(db) : checkTail(db, record);
  const findings: Finding[] = [];
  if (missingRows > 0) findings.push({ kind: 'shortened', missingRows });
  else if (isAltered) findings.push({ kind: 'altered' });
  if (tables.length > 0) findings.push({ kind: 'mended', tables });
  if (mustBeWhole) return { findings, wholeCheckMs: nowMs, layoutHash, isWholeCheckDue: false };
  const isOld = record.fileHash === null || nowMs - record.wholeCheckMs > WHOLE_CHECK_EVERY_MS;
  return { findings, wholeCheckMs: record.wholeCheckMs, layoutHash, isWholeCheckDue: isOld };
}

/** What the tables, indices and guards are, as text. */
export function layoutHashOf(db: Database.Database): string {
  const rows = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all();
  return hash('sha256', JSON.stringify(rows), 'hex');
}

/** Asked before SQLite touches the file: it may merge a log into it. */
function knownBefore(path: string): KnownBefore {
  const record = readSidecar(path + SIDECAR_ENDING);
  const hashed = record?.fileHash ?? null;
  const pages = isShortFile(path) ? readPageSums(path) : null;
  const isOther = pages !== null && hasOtherPages(path, pages);
  forgetPages(path);
  return { record, pages, isAltered: hashed === null ? isOther : hashOfClosedFile(path) !== hashed };
}

const isShortFile = (path: string): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false) && sizeOf(path) <= HASHED_BYTES;

/** SHA-256 of a file without a log; null where there is a log, no file, or too much of it. */
function hashOfClosedFile(path: string): string | null {
  if (!isShortFile(path) || sizeOf(`${path}-wal`) > 0) return null;
  return hash('sha256', readFileSync(path), 'hex');
}

/** The tables that were mended. */
function checkWhole(db: Database.Database): readonly string[] {
  const verdict = db.pragma('integrity_check(1)', { simple: true });
  if (verdict !== 'ok') throw new DamagedFileError(String(verdict));
  const check = checkChain(db);
  if (check.kind === 'damaged') throw new DamagedFileError(check.finding);
  return mendKeptViews(db);
}

function checkTail(db: Database.Database, record: SidecarRecord): readonly string[] {
  const check = checkChain(db, record.checked);
  if (check.kind === 'damaged') throw new DamagedFileError(check.finding);
  return [];
}
