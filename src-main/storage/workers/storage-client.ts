import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Gap } from '../../model/gaps.ts';
import type { VerifiedJournal } from '../journal/journal-backup.ts';
import type { CoveredSpan } from '../market/coverage-store.ts';
import type { CoveredCandles, KnownCandles } from '../market/market-database.ts';
import type { SeriesKey, StoredSeries } from '../market/market-queries.ts';
import type { WriteCounts } from '../market/market-writer.ts';
import type { NewRun, RunChange, RunPage, RunPageRequest, StoredRun } from '../runs/run-store.ts';
import type { StorageNotice } from '../sqlite/storage-notice.ts';
import type { CandleFile, StorageMethods } from './storage-methods.ts';
import type { CallOptions, WorkerThread } from './worker-client.ts';
import { createWorkerClient } from './worker-client.ts';

/** The history of backtests; calls are answered in the order they were made. */
export interface RunClient {
  save(run: NewRun): Promise<Outcome<{ readonly runId: number }>>;
  list(request: RunPageRequest): Promise<Outcome<RunPage>>;
  read(runId: number): Promise<Outcome<StoredRun>>;
  change(change: RunChange): Promise<Outcome<unknown>>;
  remove(runIds: readonly number[]): Promise<Outcome<{ readonly removed: number }>>;
}

/** Writing `market.db` from outside its worker. `cancelled` failures and all others have changed nothing. */
export interface StorageClient<File extends CandleFile, Report extends object> extends Disposable {
  /** What opening the database found; `dataFolderInUse` and the like when it could not be opened. */
  notices(): Promise<Outcome<readonly StorageNotice[]>>;
  /** The file's report and what became of its candles. */
  importFile(instrumentId: string, file: File, options?: CallOptions): Promise<Outcome<Report & WriteCounts>>;
  write(key: SeriesKey, columns: CandleColumns, options?: CallOptions): Promise<Outcome<WriteCounts>>;
  /** The candles of an exchange, and that they are all of the span. */
  writeCovered(candles: CoveredCandles, options?: CallOptions): Promise<Outcome<WriteCounts>>;
  /** Which spans of a series an exchange was asked for completely, oldest first. */
  coverage(key: SeriesKey): Promise<Outcome<readonly CoveredSpan[]>>;
  readCovered(range: CandleRange): Promise<Outcome<KnownCandles>>;
  series(): Promise<Outcome<readonly StoredSeries[]>>;
  /** The first `limit` gaps, oldest first. */
  gaps(key: SeriesKey, limit: number): Promise<Outcome<readonly Gap[]>>;
  remove(key: SeriesKey): Promise<Outcome<{ readonly candles: number }>>;
  optimise(): Promise<Outcome<{ readonly bytesBefore: number; readonly bytesAfter: number }>>;
  readonly runs: RunClient;
  /** Whether a backup of the journal is sound. */
  verifyJournal(path: string): Promise<Outcome<VerifiedJournal>>;
}

/** `start` gives a new thread of `storage-worker.ts`; it is called again when the thread dies. */
export function createStorageClient<File extends CandleFile, Report extends object>(
  start: () => WorkerThread,
): StorageClient<File, Report> {
  const worker = createWorkerClient<StorageMethods<File, Report>>('storage', start);
  return {
    notices: () => worker.call('notices', {}),
    importFile: (instrumentId, file, options) => worker.call('importFile', { instrumentId, file }, options),
    write: (key, columns, options) => worker.call('write', { ...key, columns }, options),
    writeCovered: (candles, options) => worker.call('writeCovered', candles, options),
    coverage: (key) => worker.call('coverage', key),
    readCovered: (range) => worker.call('readCovered', range),
    series: () => worker.call('series', {}),
    gaps: (key, limit) => worker.call('gaps', { ...key, limit }),
    remove: (key) => worker.call('remove', key),
    optimise: () => worker.call('optimise', {}),
    runs: {
      save: (run) => worker.call('saveRun', run),
      list: (request) => worker.call('listRuns', request),
      read: (runId) => worker.call('readRun', { runId }),
      change: (change) => worker.call('changeRun', change),
      remove: (runIds) => worker.call('removeRuns', { runIds }),
    },
    verifyJournal: (path) => worker.call('verifyJournal', { path }),
    dispose: () => worker.dispose(),
  };
}
