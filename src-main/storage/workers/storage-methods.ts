import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Gap } from '../../model/gaps.ts';
import type { Interval } from '../../model/time.ts';
import type { VerifiedJournal } from '../journal/journal-backup.ts';
import { verifyJournalFile } from '../journal/journal-backup.ts';
import type { CoveredSpan } from '../market/coverage-store.ts';
import type { CoveredCandles, KnownCandles, MarketDatabase } from '../market/market-database.ts';
import { openMarketDatabase } from '../market/market-database.ts';
import type { SeriesKey, StoredSeries } from '../market/market-queries.ts';
import type { WriteCounts } from '../market/market-writer.ts';
import type { NewRun, RunChange, RunPage, RunPageRequest, StoredRun } from '../runs/run-store.ts';
import type { StorageNotice } from '../sqlite/storage-notice.ts';
import type { CallHooks, Handlers } from './worker-port.ts';

/** Reads candles out of a file; the door hands it in, so that this room knows no file format. */
export type ReadCandleFile<File, Report> = (
  file: File,
  hooks: CallHooks,
) => Promise<Outcome<{ readonly columns: CandleColumns; readonly report: Report }>>;

/** The interval says on which grid the candles lie. */
export type CandleFile = { readonly interval: Interval };

type Nothing = Readonly<Record<string, never>>;

/** What the storage worker does: everything that writes `market.db`. */
export type StorageMethods<File extends CandleFile, Report extends object> = {
  readonly notices: { readonly input: Nothing; readonly output: readonly StorageNotice[] };
  /** Reads the whole file first, then writes in one transaction. */
  readonly importFile: {
    readonly input: { readonly instrumentId: string; readonly file: File };
    readonly output: Report & WriteCounts;
  };
  readonly write: { readonly input: SeriesKey & { readonly columns: CandleColumns }; readonly output: WriteCounts };
  readonly writeCovered: { readonly input: CoveredCandles; readonly output: WriteCounts };
  readonly coverage: { readonly input: SeriesKey; readonly output: readonly CoveredSpan[] };
  readonly readCovered: { readonly input: CandleRange; readonly output: KnownCandles };
  readonly series: { readonly input: Nothing; readonly output: readonly StoredSeries[] };
  readonly gaps: { readonly input: SeriesKey & { readonly limit: number }; readonly output: readonly Gap[] };
  readonly remove: { readonly input: SeriesKey; readonly output: { readonly candles: number } };
  readonly optimise: {
    readonly input: Nothing;
    readonly output: { readonly bytesBefore: number; readonly bytesAfter: number };
  };
  readonly saveRun: { readonly input: NewRun; readonly output: { readonly runId: number } };
  readonly listRuns: { readonly input: RunPageRequest; readonly output: RunPage };
  readonly readRun: { readonly input: { readonly runId: number }; readonly output: StoredRun };
  readonly changeRun: { readonly input: RunChange; readonly output: Nothing };
  readonly removeRuns: {
    readonly input: { readonly runIds: readonly number[] };
    readonly output: { readonly removed: number };
  };
  readonly verifyJournal: { readonly input: { readonly path: string }; readonly output: VerifiedJournal };
};

export type StorageWork<File extends CandleFile, Report extends object> = {
  readonly handlers: Handlers<StorageMethods<File, Report>>;
  readonly close: () => void;
};

/** Share of an import's progress that reading the file is. */
const READING = 0.9;

/** The market database is opened now, and again with a call when that failed (the folder may have been mended). */
export function createStorageWork<File extends CandleFile, Report extends object>(
  dataDir: string,
  readCandleFile: ReadCandleFile<File, Report>,
): StorageWork<File, Report> {
  let market = openMarketDatabase(dataDir);
  const withMarket = <T>(work: (market: MarketDatabase) => Outcome<T>): Outcome<T> => {
    if (!market.ok) market = openMarketDatabase(dataDir);
    return market.ok ? work(market.value) : market;
  };
  return {
    handlers: {
      notices: () => withMarket(({ notices }) => succeed(notices)),
      async importFile({ instrumentId, file }, hooks) {
        const read = await readCandleFile(file, scaled(hooks, 0, READING));
        if (!read.ok) return read;
        if (hooks.isCancelled()) return fail('cancelled', 'the import was cancelled');
        const key = { instrumentId, interval: file.interval };
        const { columns, report } = read.value;
        const written = withMarket((open) => open.write(key, columns, scaled(hooks, READING, 1)));
        return written.ok ? succeed({ ...report, ...written.value }) : written;
      },
      write: ({ columns, ...key }, hooks) => withMarket((open) => open.write(key, columns, hooks)),
      writeCovered: (candles, hooks) => withMarket((open) => open.writeCovered(candles, hooks)),
      coverage: (key) => withMarket((open) => open.coverage(key)),
      readCovered: (range) => withMarket((open) => open.readCovered(range)),
      series: () => withMarket((open) => open.series()),
      gaps: ({ limit, ...key }) => withMarket((open) => open.gaps(key, limit)),
      remove: (key) => withMarket((open) => open.remove(key)),
      optimise: () => withMarket((open) => open.optimise()),
      saveRun: (run) => withMarket(({ runs }) => runs.save(run)),
      listRuns: (request) => withMarket(({ runs }) => runs.list(request)),
      readRun: ({ runId }) => withMarket(({ runs }) => runs.read(runId)),
      changeRun: (change) => withMarket(({ runs }) => runs.change(change)),
      removeRuns: ({ runIds }) => withMarket(({ runs }) => runs.remove(runIds)),
      verifyJournal: ({ path }) => verifyJournalFile(path),
    },
    close() {
      if (market.ok) market.value.close();
    },
  };
}

/** Hooks of a part of the work that reaches from `from` to `to` of the whole. */
function scaled(hooks: CallHooks, from: number, to: number): CallHooks {
  return {
    isCancelled: hooks.isCancelled,
    onProgress: (fraction) => hooks.onProgress(from + fraction * (to - from)),
  };
}
