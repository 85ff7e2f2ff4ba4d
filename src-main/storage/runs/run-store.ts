import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { TimestampMs } from '../../model/time.ts';

/** What is to be kept of a run. `summary` and `detail` are JSON, written and read by who keeps it. */
export type NewRun = {
  readonly createdMs: TimestampMs;
  readonly name: string;
  readonly note: string;
  readonly summary: string;
  readonly detail: string;
};

export type RunRow = Omit<NewRun, 'detail'> & { readonly runId: number };
export type StoredRun = RunRow & { readonly detail: string };

/** Newest first. */
export type RunPage = {
  readonly runs: readonly RunRow[];
  /** Of all pages together. */
  readonly total: number;
};

export type RunPageRequest = {
  /** Only runs before this one; null for the newest. */
  readonly beforeRunId: number | null;
  readonly limit: number;
};

export type RunChange = { readonly runId: number; readonly name?: string; readonly note?: string };

export interface RunQueries {
  list(request: RunPageRequest): RunPage;
  read(runId: number): StoredRun | undefined;
}

/** Throws SQLite's errors; each method is one transaction. */
export interface RunStore extends RunQueries {
  /** The number of the new run. */
  save(run: NewRun): number;
  /** False when there is no such run. */
  change(change: RunChange): boolean;
  /** How many of them there were. */
  remove(runIds: readonly number[]): number;
}

const COLUMNS = 'run_id AS runId, created_ms AS createdMs, name, note, summary';

/** Reading, over any connection to a `market.db` that has the tables. */
export function createRunQueries(db: Database.Database): RunQueries {
  const page = db.prepare<[number, number], RunRow>(
    `SELECT ${COLUMNS} FROM runs WHERE run_id < ? ORDER BY run_id DESC LIMIT ?`,
  );
  const count = db.prepare<[], number>('SELECT count(*) FROM runs').pluck();
  const one = db.prepare<[number], RunRow & { readonly detail: Buffer }>(
    `SELECT ${COLUMNS}, detail FROM runs JOIN run_details USING (run_id) WHERE run_id = ?`,
  );
  const list = ({ beforeRunId, limit }: RunPageRequest): RunPage => ({
    runs: page.all(beforeRunId ?? Number.MAX_SAFE_INTEGER, limit),
    total: count.get() as number,
  });
  return {
    list: db.transaction(list),
    read(runId) {
      const row = one.get(runId);
      return row === undefined ? undefined : { ...row, detail: inflateRawSync(row.detail).toString('utf8') };
    },
  };
}

/** Reading and writing, over the one writing connection. */
export function createRunStore(db: Database.Database): RunStore {
  const addRun = db.prepare('INSERT INTO runs (created_ms, name, note, summary) VALUES (?, ?, ?, ?)');
  const addDetail = db.prepare('INSERT INTO run_details (run_id, detail) VALUES (?, ?)');
  const put = db.prepare('UPDATE runs SET name = coalesce(?, name), note = coalesce(?, note) WHERE run_id = ?');
  const drop = db.prepare('DELETE FROM runs WHERE run_id = ?');
  const insert = db.transaction(({ createdMs, name, note, summary }: NewRun, detail: Buffer): number => {
    const runId = Number(addRun.run(createdMs, name, note, summary).lastInsertRowid);
    addDetail.run(runId, detail);
    return runId;
  });
  const removeAll = (runIds: readonly number[]): number =>
    runIds.reduce((removed, runId) => removed + drop.run(runId).changes, 0);
  return {
    ...createRunQueries(db),
    save: (run) => insert.immediate(run, deflateRawSync(run.detail)),
    change: ({ runId, name, note }) => put.run(name ?? null, note ?? null, runId).changes > 0,
    remove: db.transaction(removeAll).immediate,
  };
}
