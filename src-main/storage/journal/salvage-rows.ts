import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { versionOf } from '../sqlite/migrate.ts';
import type { Salvaged } from '../sqlite/storage-notice.ts';
import type { ChainHead } from './chain/chain-row.ts';
import { linkAfter } from './chain/chain-row.ts';
import { readSidecar } from './chain/chain-sidecar.ts';
import type { ChainedTable } from './chain/chained-tables.ts';
import { chainedTables } from './chain/chained-tables.ts';
import { hasLink, linkAt } from './chain/check-chain.ts';
import { openChain, storedHead } from './chain/hash-chain.ts';
import { openDamagedCopy } from './damaged-copy.ts';
import { mendKeptViews } from './kept-views.ts';

/** Where the damaged file was moved to, its name there, and the ending of the file that keeps its chain's head. */
export type Moved = { readonly folder: string; readonly name: string; readonly sidecarEnding: string };

/** At least, in the file: its hash and its row's table. */
const LINK_BYTES = 40;

const NOTHING: Salvaged = { rows: 0, unreadable: null };

/**
 * Brings into `db`, the sound journal that took its place, every row of the damaged file that came after it and that the hash
 * chain proves: the link before it, the row and its own link can be read and agree. Rows keep their numbers; those that could
 * not be proven are left out and counted, as far as it is known how many there were.
 */
export function salvageRows(db: Database.Database, { folder, name, sidecarEnding }: Moved): Salvaged {
  const copy = openDamagedCopy(folder, name, db.name);
  if (copy === null) return NOTHING;
  try {
    const damaged = copy.db;
    const noted = readSidecar(join(folder, name + sidecarEnding))?.head ?? null;
    const start = storedHead(db);
    if (versionOf(damaged) !== versionOf(db) || !isSameHistory(damaged, [start, noted])) return NOTHING;
    const last = Math.max(noted?.position ?? 0, lastPosition(damaged) ?? 0);
    const bring = (): number => bringRows(db, damaged, { start, last });
    const rows = db.transaction(bring).immediate();
    return { rows, unreadable: Math.max(0, last - start.position - rows) };
  } catch {
    return NOTHING;
  } finally {
    copy.dispose();
  }
}

type Stretch = { readonly start: ChainHead; readonly last: number };

function bringRows(db: Database.Database, damaged: Database.Database, { start, last }: Stretch): number {
  const tables = new Map(chainedTables(damaged).map((table) => [table.name, table]));
  const chain = openChain(db);
  const insert = createInserter(db);
  let rows = 0;
  let before: ChainHead | undefined = start;
  for (let position = start.position + 1; position <= last; position++) {
    const link = readOr(() => linkAt(damaged, position), undefined);
    const table = link === undefined ? undefined : tables.get(link.name);
    const hash = link?.hash.toString('hex');
    if (link !== undefined && table !== undefined && before !== undefined) {
      const text = readOr(() => table.textOf(link.sequence), undefined);
      const isProven = text !== undefined && linkAfter(before, text).hash === hash;
      if (isProven && insert(table, link.sequence)) {
        chain.link();
        chain.keep();
        rows++;
      }
    }
    before = hash === undefined ? undefined : { position, hash };
  }
  if (rows > 0) mendKeptViews(db);
  return rows;
}

/** Puts a row where it was; false where it contradicts what is there, as a state does whose order could not be read. */
function createInserter(db: Database.Database): (table: ChainedTable, sequence: number) => boolean {
  const statements = new Map<string, Database.Statement>();
  return ({ name, columns, rowAt }, sequence) => {
    const row = rowAt(sequence);
    if (row === undefined) return false;
    const marks = columns.map(() => '?').join(',');
    const sql = `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(',')}) VALUES (${marks})`;
    const statement = statements.get(name) ?? db.prepare(sql);
    statements.set(name, statement);
    try {
      statement.run(...row);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) return false;
      throw error;
    }
  };
}

/** A link that can be read and is another one than is known means another journal, or one that somebody linked anew. */
function isSameHistory(damaged: Database.Database, known: readonly (ChainHead | null)[]): boolean {
  return known.every((head) => {
    const there =
      head === null || head.position === 0 ? undefined : readOr(() => linkAt(damaged, head.position), undefined);
    return head === null || there === undefined || hasLink(damaged, head);
  });
}

/** A damaged page may name any number: a file of this size has not more links than that. */
function lastPosition(damaged: Database.Database): number | null {
  const sql = 'SELECT max(position) FROM chain_links WHERE position <= ?';
  return readOr(() => {
    const pages = damaged.pragma('page_count', { simple: true }) as number;
    const most = Math.floor((pages * (damaged.pragma('page_size', { simple: true }) as number)) / LINK_BYTES);
    return damaged.prepare(sql).pluck().get(most) as number | null;
  }, null);
}

/** What a page that is damaged answers with is an error of SQLite. */
function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
