import type Database from 'better-sqlite3';
import type { ChainHead } from './chain-row.ts';
import { CHAIN_START, linkAfter } from './chain-row.ts';
import { chainedTables } from './chained-tables.ts';
import { openChain, storedHead } from './hash-chain.ts';

type Place = { readonly name: string; readonly sequence: number };

/**
 * Links every row anew: those that had a link in its order, then those that never had one. For a step of the layout that
 * changed what rows say, and for a journal from before there was a chain. The old head is kept in the audit.
 */
export function relink(db: Database.Database, timeMs: number): void {
  db.transaction(() => {
    const before = storedHead(db);
    const order = db
      .prepare<[], Place>('SELECT table_name AS name, row_sequence AS sequence FROM chain_links ORDER BY position')
      .all();
    db.exec('DELETE FROM chain_links');
    linkInOrder(db, order);
    if (before.position > 0) noteOldHead(db, before, timeMs);
    openChain(db).link();
  }).immediate();
}

function linkInOrder(db: Database.Database, order: readonly Place[]): void {
  const tables = new Map(chainedTables(db).map((table) => [table.name, table]));
  const add = db.prepare('INSERT INTO chain_links (position, table_name, row_sequence, hash) VALUES (?, ?, ?, ?)');
  let head = CHAIN_START;
  for (const { name, sequence } of order) {
    const text = tables.get(name)?.textOf(sequence);
    if (text === undefined) continue;
    head = linkAfter(head, text);
    add.run(head.position, name, sequence, Buffer.from(head.hash, 'hex'));
  }
}

function noteOldHead(db: Database.Database, head: ChainHead, timeMs: number): void {
  db.prepare('INSERT INTO audit (time_ms, actor, action, detail) VALUES (?, ?, ?, ?)').run(
    timeMs,
    'journal',
    'hash chain linked anew',
    JSON.stringify({ position: head.position, hash: head.hash }),
  );
}
