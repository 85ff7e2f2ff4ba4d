import { Worker } from 'node:worker_threads';
import type { ChannelInput, ChannelOutput } from '../../src-preload/contract/channels.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { CandleWorkerData } from '../candle-worker.ts';
import type { CsvReadOptions, CsvReadReport } from '../data-import/csv-candles.ts';
import { previewCsv } from '../data-import/csv-preview.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import { isSimulated } from '../ipc/to-view.ts';
import type { Instrument } from '../model/instrument.ts';
import { createInstrument, IMPORTED_VENUE } from '../model/instrument.ts';
import type { StoredSeries } from '../storage/market/market-queries.ts';
import type { CandleClient } from '../storage/workers/candle-client.ts';
import { createCandleClient } from '../storage/workers/candle-client.ts';
import type { StorageClient } from '../storage/workers/storage-client.ts';
import { createStorageClient } from '../storage/workers/storage-client.ts';
import type { StorageWorkerData } from '../storage-worker.ts';
import { storedInstrument } from './instrument-book.ts';
import type { MarketData } from './market-data.ts';
import { storageNoticeText } from './notice-text.ts';

const MOST_GAPS = 500;

export type WorkerMarketDataOptions = {
  readonly dataDir: string;
  readonly demoSeed: string;
  /** Path of a built door, by the name of its file without ending. */
  readonly workerPath: (name: 'storage-worker' | 'candle-worker') => string;
  /** What the person should hear of the database. */
  readonly onNotice: (message: string | null) => void;
};

type Storage = StorageClient<CsvReadOptions, CsvReadReport>;

/** Candles through the two workers: one writes `market.db`, one reads it and makes the demo market's. */
export function createWorkerMarketData(options: WorkerMarketDataOptions): MarketData {
  const { dataDir, demoSeed, workerPath } = options;
  const stack = new DisposableStack();
  const storageData: StorageWorkerData = { dataDir };
  const storage: Storage = stack.use(
    createStorageClient(() => new Worker(workerPath('storage-worker'), { workerData: storageData })),
  );
  const candleData: CandleWorkerData = { dataDir, demoSeed };
  const candles = stack.use(
    createCandleClient(() => new Worker(workerPath('candle-worker'), { workerData: candleData })),
  );
  void tellNotices(storage, options.onNotice);
  return {
    read: (range) => candles.read(range),
    window: (request) => candles.window(request),
    indicator: (request) => candles.indicator(request),
    structure: (request) => candles.structure(request),
    span: (instrumentId, interval) => spanOf(candles, { instrumentId, interval }),
    series: async () => {
      const series = await storage.series();
      return series.ok ? succeed(series.value.map(toSeriesView)) : series;
    },
    gaps: (series) => storage.gaps(series, MOST_GAPS).then((gaps) => (gaps.ok ? succeed([...gaps.value]) : gaps)),
    remove: (series) => storage.remove(series),
    preview: (path) => previewCsv(path),
    import: (request, control) => importFile(storage, request, control),
    storedInstruments: async () => {
      const series = await storage.series();
      return series.ok ? succeed(storedOf(series.value)) : series;
    },
    covered: {
      readCovered: (range) => storage.readCovered(range),
      writeCovered: (candles) => storage.writeCovered(candles),
      coverage: (series) => storage.coverage(series),
    },
    runs: storage.runs,
    verifyJournal: (path) => storage.verifyJournal(path),
    dispose: () => stack.dispose(),
  };
}

async function tellNotices(storage: Storage, onNotice: WorkerMarketDataOptions['onNotice']): Promise<void> {
  const notices = await storage.notices();
  if (!notices.ok) {
    if (notices.error.code !== 'cancelled') onNotice(notices.error.message);
    return;
  }
  for (const notice of notices.value) onNotice(storageNoticeText(notice));
}

async function spanOf(
  candles: CandleClient,
  series: ChannelInput<'data.gaps'>,
): Promise<Outcome<{ firstMs: number; lastMs: number }>> {
  const window = await candles.window({ ...series, fromMs: null, toMs: null, maxBars: 1 });
  if (!window.ok) return window;
  const { firstMs, lastMs } = window.value;
  if (firstMs === null || lastMs === null) {
    return fail(
      'noCandles',
      `${series.instrumentId} ${series.interval} has no candles, expected a series that has some`,
    );
  }
  return succeed({ firstMs, lastMs });
}

async function importFile(
  storage: Storage,
  { path, symbol, interval, timeZone, mapping }: ChannelInput<'data.import'>,
  { signal, report }: JobControl,
): Promise<Outcome<ChannelOutput<'data.importResult'>>> {
  const instrument = createInstrument(IMPORTED_VENUE, symbol);
  if (instrument === undefined) return fail('badArgument', `symbol is "${symbol}", expected BASE-QUOTE as in BTC-USDT`);
  const file: CsvReadOptions = { path, interval, timeZone, ...(mapping === null ? {} : { mapping }) };
  return storage.importFile(instrument.id, file, { signal, onProgress: report });
}

function storedOf(series: readonly StoredSeries[]): readonly Instrument[] {
  const instruments = new Map<string, Instrument>();
  for (const { instrumentId } of series) {
    const instrument = storedInstrument(instrumentId);
    if (instrument !== undefined) instruments.set(instrumentId, instrument);
  }
  return [...instruments.values()];
}

function toSeriesView(series: StoredSeries): ChannelOutput<'data.series'>['series'][number] {
  const [venue = '', symbol = series.instrumentId] = series.instrumentId.split(':');
  return { ...series, symbol, simulated: isSimulated({ venue }) };
}
