import type Database from 'better-sqlite3';
import type { ChainHead } from './chain-row.ts';
import { CHAIN_START, linkAfter } from './chain-row.ts';
import type { ChainedTable } from './chained-tables.ts';
import { chainedTables } from './chained-tables.ts';

/** Links rows as they are written. Its state follows commits: what was linked in a transaction that failed is forgotten. */
export interface HashChain {
  readonly head: ChainHead;
  /** Links every row that has none yet. Call it last in the transaction that wrote them. */
  link(): void;
  /** After the commit. */
  keep(): void;
  /** After a rollback. */
  forget(): void;
}

type State = { readonly head: ChainHead; readonly linked: ReadonlyMap<string, number> };

/** Rows read at once where many wait for their links. */
const ROWS_A_TIME = 1000;

export function openChain(db: Database.Database): HashChain {
  const tables = new Map(chainedTables(db).map((table) => [table.name, table]));
  const add = db.prepare('INSERT INTO chain_links (position, table_name, row_sequence, hash) VALUES (?, ?, ?, ?)');
  const counters = db.prepare<[], { name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence');
  let kept: State = { head: storedHead(db), linked: linkedSequences(db) };
  let current = kept;
  const linkRow = (table: ChainedTable, sequence: number, head: ChainHead): ChainHead => {
    const text = table.textOf(sequence);
    // A number may be used up by a row that was not written after all.
    if (text === undefined) return head;
    const next = linkAfter(head, text);
    add.run(next.position, table.name, sequence, Buffer.from(next.hash, 'hex'));
    return next;
  };
  const linkRows = (table: ChainedTable, counted: number, { head, linked }: State): State => {
    let last = linked.get(table.name) ?? 0;
    let next = head;
    if (counted === last + 1) next = linkRow(table, counted, next);
    else {
      for (let rows = table.sequencesAfter(last, ROWS_A_TIME); rows.length > 0; ) {
        for (const sequence of rows) next = linkRow(table, sequence, next);
        last = rows.at(-1) as number;
        rows = table.sequencesAfter(last, ROWS_A_TIME);
      }
    }
    return { head: next, linked: new Map(linked).set(table.name, counted) };
  };
  return {
    get head() {
      return kept.head;
    },
    link() {
      let state = kept;
      for (const { name, seq } of counters.all()) {
        const table = tables.get(name);
        const from = state.linked.get(name) ?? 0;
        if (table !== undefined && seq > from) state = linkRows(table, seq, state);
      }
      current = state;
    },
    keep() {
      kept = current;
    },
    forget() {
      current = kept;
    },
  };
}

/** The last link in the file. */
export function storedHead(db: Database.Database): ChainHead {
  const row = db
    .prepare<[], { position: number; hash: Buffer }>(
      'SELECT position, hash FROM chain_links ORDER BY position DESC LIMIT 1',
    )
    .get();
  return row === undefined ? CHAIN_START : { position: row.position, hash: row.hash.toString('hex') };
}

function linkedSequences(db: Database.Database): ReadonlyMap<string, number> {
  const rows = db
    .prepare<[], { name: string; last: number }>(
      'SELECT table_name AS name, max(row_sequence) AS last FROM chain_links GROUP BY table_name',
    )
    .all();
  return new Map(rows.map(({ name, last }) => [name, last]));
}

/** Whether the file is of a layout that has a chain. */
export function hasChain(db: Database.Database): boolean {
  return db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'chain_links'").pluck().get() === 1;
}
