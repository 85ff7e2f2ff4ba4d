import type Database from 'better-sqlite3';
import type { ChainedRow } from './chain-row.ts';

/** The rows of one append-only table. */
export type ChainedTable = {
  readonly name: string;
  /** At most `limit` rows after `sequence`, oldest first. */
  readonly rowsAfter: (sequence: number, limit: number) => readonly ChainedRow[];
  readonly row: (sequence: number) => ChainedRow | undefined;
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
    .prepare<[number, number], ChainedRow>(`SELECT * FROM "${name}" WHERE sequence > ? ORDER BY sequence LIMIT ?`)
    .safeIntegers();
  const at = db.prepare<[number], ChainedRow>(`SELECT * FROM "${name}" WHERE sequence = ?`).safeIntegers();
  // NOT INDEXED: the rows themselves are counted, not what an index says of them.
  const count = db.prepare<[], number>(`SELECT count(*) FROM "${name}" NOT INDEXED`).pluck();
  return {
    name,
    rowsAfter: (sequence, limit) => after.all(sequence, limit),
    row: (sequence) => at.get(sequence),
    count: () => count.get() as number,
  };
}

export function sequenceOf(row: ChainedRow): number {
  return Number(row.sequence);
}
