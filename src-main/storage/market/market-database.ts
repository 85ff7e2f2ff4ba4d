import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Gap } from '../../model/gaps.ts';
import type { RunHistory } from '../runs/run-history.ts';
import { createRunHistory } from '../runs/run-history.ts';
import { createRunStore } from '../runs/run-store.ts';
import { tableNames } from '../sqlite/migrate.ts';
import type { OwnedDatabase } from '../sqlite/open-owned-database.ts';
import { openOwnedDatabase } from '../sqlite/open-owned-database.ts';
import { sizeOf } from '../sqlite/quarantine.ts';
import { failureOfSqlite, isDamage } from '../sqlite/sqlite-failure.ts';
import type { StorageNotice } from '../sqlite/storage-notice.ts';
import { refusalOfCandles, refusalOfCovered } from './check-candles.ts';
import type { CoveredSpan } from './coverage-store.ts';
import { createCoverageStore } from './coverage-store.ts';
import { clearSuspicion, isSuspected, suspect } from './damage-mark.ts';
import type { SeriesKey, StoredSeries } from './market-queries.ts';
import { createMarketQueries } from './market-queries.ts';
import { MARKET_FILE, MARKET_SCHEMA } from './market-schema.ts';
import type { WriteCounts, WriteHooks } from './market-writer.ts';
import { createMarketWriter, WriteCancelled } from './market-writer.ts';

/** `columns` are all bars that the exchange has from `fromMs` on and before `toMs`, which lie on the grid. */
export type CoveredCandles = CoveredSpan & { readonly series: SeriesKey; readonly columns: CandleColumns };

/** The bars of a range and of which parts of it they are all. */
export type KnownCandles = { readonly columns: CandleColumns; readonly spans: readonly CoveredSpan[] };

/** The one writing connection to `market.db`. */
export interface MarketDatabase {
  readonly notices: readonly StorageNotice[];
  series(): Outcome<readonly StoredSeries[]>;
  gaps(key: SeriesKey, limit: number): Outcome<readonly Gap[]>;
  /**
   * Upsert by time, all or nothing: `badArgument` for columns that are no series of that interval, `cancelled`,
   * `databaseFull`, `databaseDamaged`; after each of them everything is as it was.
   */
  write(key: SeriesKey, columns: CandleColumns, hooks?: WriteHooks): Outcome<WriteCounts>;
  /** As `write`, and in the same transaction the span counts as asked for completely. */
  writeCovered(candles: CoveredCandles, hooks?: WriteHooks): Outcome<WriteCounts>;
  /** Which spans the exchange was asked for completely, oldest first. Files that are imported add none. */
  coverage(key: SeriesKey): Outcome<readonly CoveredSpan[]>;
  readCovered(range: CandleRange): Outcome<KnownCandles>;
  /** With its coverage. */
  remove(key: SeriesKey): Outcome<{ readonly candles: number }>;
  /** Gives the room of removed candles back to the disk; needs as much free room as the candles take. */
  optimise(): Outcome<{ readonly bytesBefore: number; readonly bytesAfter: number }>;
  readonly runs: RunHistory;
  close(): void;
}

export type MarketOptions = {
  /** Upper limit of the file in pages of 32 KiB; writing beyond it fails as a full disk does. */
  readonly maxPages?: number;
};

/** Of 4 to 64 KiB measured, the one that reads chunks of 69 KiB fastest without needless room at their ends. */
const PAGE_BYTES = 32_768;
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;
export const READER_WAIT_MS = 5000;

/** Opens or makes `market.db` in `dataDir` for writing; see openOwnedDatabase for how it fails and what it mends. */
export function openMarketDatabase(dataDir: string, options: MarketOptions = {}): Outcome<MarketDatabase> {
  const path = join(dataDir, MARKET_FILE);
  const opened = openOwnedDatabase({
    path,
    lockPath: join(dataDir, 'market.lock'),
    schema: MARKET_SCHEMA,
    busyTimeoutMs: READER_WAIT_MS,
    locking: 'NORMAL',
    configure,
    // Gigabytes of candles are not read at every start; they are once an error made them suspect.
    checkedTables: (db) =>
      isSuspected(path)
        ? tableNames(db)
        : tableNames(db).filter((name) => ['series', 'runs', 'coverage'].includes(name)),
  });
  if (!opened.ok) return opened;
  clearSuspicion(path);
  if (options.maxPages !== undefined) opened.value.db.pragma(`max_page_count = ${options.maxPages}`);
  return succeed(createMarketDatabase(opened.value, path));
}

/** NORMAL may lose the last commits at a power cut, never the file: candles can be imported again. */
function configure(db: Database.Database): void {
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma('mmap_size = 0');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
}

function createMarketDatabase({ db, notices, close }: OwnedDatabase, path: string): MarketDatabase {
  const queries = createMarketQueries(db);
  const covered = createCoverageStore(db);
  const writer = createMarketWriter(db, covered);
  const attempt = <T>(work: () => T): Outcome<T> => {
    try {
      return succeed(work());
    } catch (error) {
      if (error instanceof WriteCancelled) return fail('cancelled', error.message);
      if (isDamage(error)) suspect(path);
      return { ok: false, error: failureOfSqlite(error, path) };
    }
  };
  return {
    notices,
    close,
    runs: createRunHistory(createRunStore(db), attempt),
    series: () => attempt(() => queries.series()),
    gaps: (key, limit) => attempt(() => queries.gaps(key, limit)),
    write(key, columns, hooks = {}) {
      const refusal = refusalOfCandles(columns, key.interval);
      return refusal === null ? attempt(() => writer.write(key, columns, hooks)) : { ok: false, error: refusal };
    },
    writeCovered({ series, columns, fromMs, toMs }, hooks = {}) {
      const span = { fromMs, toMs };
      const refusal = refusalOfCovered(columns, series.interval, span);
      return refusal === null
        ? attempt(() => writer.writeCovered(series, columns, span, hooks))
        : { ok: false, error: refusal };
    },
    coverage: (key) => attempt(() => covered.read(key)),
    readCovered: (range) => attempt(() => ({ columns: queries.read(range), spans: covered.read(range, range) })),
    remove: (key) => attempt(() => ({ candles: writer.remove(key) })),
    optimise: () =>
      attempt(() => {
        const bytesBefore = sizeOf(path) + sizeOf(`${path}-wal`);
        db.exec('VACUUM');
        db.pragma('optimize');
        db.pragma('wal_checkpoint(TRUNCATE)');
        return { bytesBefore, bytesAfter: sizeOf(path) + sizeOf(`${path}-wal`) };
      }),
  };
}
