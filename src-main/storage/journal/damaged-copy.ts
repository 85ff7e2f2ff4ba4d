import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { tableNames } from '../sqlite/migrate.ts';

/** A copy of a damaged database to read from: SQLite may write to what it opens, and the damaged file stays as it is. */
export type DamagedCopy = { readonly db: Database.Database; readonly dispose: () => void };

/** Of SQLite's file header: where the first page says how many bytes a page has, and how many pages there are. */
const PAGE_BYTES_AT = 16;
const PAGE_COUNT_AT = 28;
const HEADER_BYTES = 100;

/**
 * Opens a copy of the file `name` in `folder`, its log with it; null where nothing of it can be read. A first page that is
 * not one any more is taken from `donor`, a sound file of the same journal: there are the same tables at the same places.
 */
export function openDamagedCopy(folder: string, name: string, donor: string): DamagedCopy | null {
  const scratch = mkdtempSync(join(folder, 'reading-'));
  const discard = (): void => rmSync(scratch, { recursive: true, force: true });
  const path = join(scratch, name);
  try {
    copyFileSync(join(folder, name), path);
    if (existsSync(join(folder, `${name}-wal`))) copyFileSync(join(folder, `${name}-wal`), `${path}-wal`);
    const db = openReadable(path) ?? openWithFirstPageOf(donor, path);
    if (db === null) discard();
    return db === null ? null : { db, dispose: () => [db.close(), discard()] };
  } catch {
    discard();
    return null;
  }
}

function openReadable(path: string): Database.Database | null {
  let db: Database.Database | undefined;
  try {
    mendPageCount(path);
    db = new Database(path, { fileMustExist: true });
    db.pragma('cell_size_check = ON');
    if (tableNames(db).includes('chain_links')) return db;
  } catch {
    // Read below as what it is: unreadable.
  }
  db?.close();
  return null;
}

function openWithFirstPageOf(donor: string, path: string): Database.Database | null {
  const header = Buffer.alloc(HEADER_BYTES);
  withFile(donor, 'r', (file) => readSync(file, header, 0, HEADER_BYTES, 0));
  const page = Buffer.alloc(header.readUInt16BE(PAGE_BYTES_AT));
  withFile(donor, 'r', (file) => readSync(file, page, 0, page.length, 0));
  withFile(path, 'r+', (file) => writeSync(file, page, 0, page.length, 0));
  return openReadable(path);
}

/** SQLite refuses a file that is shorter than its header says, and does not look beyond that where it is longer. */
function mendPageCount(path: string): void {
  const header = Buffer.alloc(HEADER_BYTES);
  withFile(path, 'r+', (file) => {
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return;
    const pageBytes = header.readUInt16BE(PAGE_BYTES_AT);
    const pages = pageBytes === 0 ? 0 : Math.floor(statSync(path).size / pageBytes);
    if (pages === 0 || pages === header.readUInt32BE(PAGE_COUNT_AT)) return;
    header.writeUInt32BE(pages, PAGE_COUNT_AT);
    writeSync(file, header, PAGE_COUNT_AT, 4, PAGE_COUNT_AT);
  });
}

function withFile(path: string, flags: string, work: (file: number) => void): void {
  const file = openSync(path, flags);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}
