import type Database from 'better-sqlite3';
import type { ChainedRow } from './chain-row.ts';
import { rowColumns, rowText } from './chain-row.ts';

/** The rows of one append-only table. */
export type ChainedTable = {
  readonly name: string;
  /** Numbers of at most `limit` rows after `sequence`, oldest first. */
  readonly sequencesAfter: (sequence: number, limit: number) => readonly number[];
  /** Names of its columns, in the order of a row's values. */
  readonly columns: readonly string[];
  readonly rowAt: (sequence: number) => ChainedRow | undefined;
  /** The text of a row that its link is made of; undefined when there is no such row. */
  readonly textOf: (sequence: number) => string | undefined;
  readonly count: () => number;
};

/** Every table that nothing may change or delete, by name. */
export function chainedTables(db: Database.Database): readonly ChainedTable[] {
  const names = db
    .prepare(
      `SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'
         AND name IN (tbl_name || '_never_update', tbl_name || '_never_delete')
       GROUP BY tbl_name HAVING count(*) = 2 ORDER BY tbl_name`,
    )
    .pluck()
    .all() as string[];
  return names.map((name) => chainedTable(db, name));
}

function chainedTable(db: Database.Database, name: string): ChainedTable {
  const after = db
    .prepare<[number, number], number>(`SELECT sequence FROM "${name}" WHERE sequence > ? ORDER BY sequence LIMIT ?`)
    .pluck();
  const at = db.prepare<[number], ChainedRow>(`SELECT * FROM "${name}" WHERE sequence = ?`).safeIntegers().raw();
  // NOT INDEXED: the rows themselves are counted, not what an index says of them.
  const count = db.prepare<[], number>(`SELECT count(*) FROM "${name}" NOT INDEXED`).pluck();
  const columns = rowColumns(at.columns().map((column) => column.name));
  return {
    name,
    columns: columns.names,
    rowAt: (sequence) => at.get(sequence),
    sequencesAfter: (sequence, limit) => after.all(sequence, limit) as number[],
    textOf(sequence) {
      const row = at.get(sequence);
      return row === undefined ? undefined : rowText(`${name} ${sequence}`, columns, row);
    },
    count: () => count.get() as number,
  };
}
