import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Outcome } from '../../base/outcome.ts';
import { FailureError, succeed } from '../../base/outcome.ts';
import { READER_WAIT_MS } from '../market/market-database.ts';
import { MARKET_FILE, MARKET_SCHEMA } from '../market/market-schema.ts';
import { runs0020 } from '../market/migrations/0020-runs.ts';
import { checkVersion, versionOf } from '../sqlite/migrate.ts';
import { failureOfOpening } from '../sqlite/sqlite-failure.ts';
import { unknownRun } from './run-history.ts';
import type { RunPage, RunPageRequest, RunQueries, StoredRun } from './run-store.ts';
import { createRunQueries } from './run-store.ts';

/** A page of the history, read beside its writer; none from a folder that never kept a run. */
export function listRuns(dataDir: string, request: RunPageRequest): Outcome<RunPage> {
  return query<RunPage>(dataDir, { runs: [], total: 0 }, (runs) => runs.list(request));
}

export function readRun(dataDir: string, runId: number): Outcome<StoredRun> {
  const run = query<StoredRun | undefined>(dataDir, undefined, (runs) => runs.read(runId));
  if (!run.ok) return run;
  return run.value === undefined ? unknownRun(runId) : succeed(run.value);
}

function query<T>(dataDir: string, empty: T, work: (runs: RunQueries) => T): Outcome<T> {
  const path = join(dataDir, MARKET_FILE);
  if (!existsSync(path)) return succeed(empty);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: READER_WAIT_MS });
    checkVersion(db, MARKET_SCHEMA, path);
    return succeed(versionOf(db) < runs0020.version ? empty : work(createRunQueries(db)));
  } catch (error) {
    return { ok: false, error: error instanceof FailureError ? error.failure : failureOfOpening(error, path) };
  } finally {
    db?.close();
  }
}
