import type Database from 'better-sqlite3';
import type { ChainHead } from './chain-row.ts';
import { CHAIN_START, linkAfter } from './chain-row.ts';
import type { ChainedTable } from './chained-tables.ts';
import { chainedTables } from './chained-tables.ts';

/** What a check of the chain came to: the head it reached, or the first thing that is not as it was written. */
export type ChainCheck =
  | { readonly kind: 'sound'; readonly head: ChainHead }
  | { readonly kind: 'damaged'; readonly finding: string };

type Link = { readonly position: number; readonly name: string; readonly sequence: number; readonly hash: Buffer };

/** How many links name a table, and the row the latest of them names. */
type Counted = { readonly links: number; readonly last: number };

const LINKS_A_TIME = 1000;

/**
 * Follows the links after `from` and hashes each one's row again. From the start it also counts: a row without a link was
 * not written by this program.
 */
export function checkChain(db: Database.Database, from: ChainHead = CHAIN_START): ChainCheck {
  const tables = new Map(chainedTables(db).map((table) => [table.name, table]));
  const after = db.prepare<[number, number], Link>(
    `SELECT position, table_name AS name, row_sequence AS sequence, hash FROM chain_links
     WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const counts = new Map<string, Counted>();
  let head = from;
  for (let links = after.all(head.position, LINKS_A_TIME); links.length > 0; ) {
    for (const link of links) {
      const next = follow(head, link, tables.get(link.name));
      if (typeof next === 'string') return { kind: 'damaged', finding: next };
      head = next;
      counts.set(link.name, { links: (counts.get(link.name)?.links ?? 0) + 1, last: link.sequence });
    }
    links = after.all(head.position, LINKS_A_TIME);
  }
  const finding = from === CHAIN_START ? (unlinkedRow(tables, counts) ?? wrongCounter(db, counts)) : undefined;
  return finding === undefined ? { kind: 'sound', head } : { kind: 'damaged', finding };
}

/** The head after `link`, or what is wrong with it. */
function follow(head: ChainHead, link: Link, table: ChainedTable | undefined): ChainHead | string {
  const expected = head.position + 1;
  if (link.position !== expected) return `link ${expected} of the hash chain is missing`;
  const place = `row ${link.sequence} of ${link.name}`;
  if (table === undefined) return `link ${expected} of the hash chain names ${place}, a table that is not chained`;
  const text = table.textOf(link.sequence);
  if (text === undefined) return `${place} is missing (link ${expected} of the hash chain)`;
  const next = linkAfter(head, text);
  if (next.hash !== link.hash.toString('hex'))
    return `${place} is not what was written (link ${expected} of the hash chain)`;
  return next;
}

function unlinkedRow(
  tables: ReadonlyMap<string, ChainedTable>,
  counts: ReadonlyMap<string, Counted>,
): string | undefined {
  for (const table of tables.values()) {
    const [rows, links] = [table.count(), counts.get(table.name)?.links ?? 0];
    if (rows !== links) return `${table.name} has ${rows} rows, the hash chain ${links} of them`;
  }
  return undefined;
}

/**
 * SQLite's own count of a table gives the next row its number. It may be ahead of the rows (of one that was not written
 * after all), never behind.
 */
function wrongCounter(db: Database.Database, counts: ReadonlyMap<string, Counted>): string | undefined {
  const count = db.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck();
  for (const [name, { last }] of counts) {
    const counted = count.get(name) as number | undefined;
    if (counted === undefined || counted < last)
      return `sqlite_sequence counts ${counted ?? 'no'} rows of ${name}, the hash chain ends at ${last}`;
  }
  return undefined;
}

/** The link at a position; undefined where there is none. Throws SQLite's error where it cannot be read. */
export function linkAt(db: Database.Database, position: number): Link | undefined {
  const sql = 'SELECT position, table_name AS name, row_sequence AS sequence, hash FROM chain_links WHERE position = ?';
  return db.prepare<[number], Link>(sql).get(position);
}

/** Whether the file has that very link. Its place may be beyond the end. */
export function hasLink(db: Database.Database, head: ChainHead): boolean {
  if (head.position === 0) return true;
  const hash = db
    .prepare<[number], Buffer>('SELECT hash FROM chain_links WHERE position = ?')
    .pluck()
    .get(head.position) as Buffer | undefined;
  return hash?.toString('hex') === head.hash;
}
