import type { ChannelInput, ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import type { DownloadStorage } from '../market-data/downloads/download-job.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Interval } from '../model/time.ts';
import type { VerifiedJournal } from '../storage/journal/journal-backup.ts';
import type { RunClient } from '../storage/workers/storage-client.ts';

/** Candles of the demo market and of the store, all read and computed off the main thread. */
export interface MarketData extends CandleStore, Disposable {
  window(request: ChannelInput<'candles.window'>): Promise<Outcome<ChannelOutput<'candles.window'>>>;
  indicator(request: ChannelInput<'candles.indicator'>): Promise<Outcome<ChannelOutput<'candles.indicator'>>>;
  structure(request: ChannelInput<'candles.structure'>): Promise<Outcome<ChannelOutput<'candles.structure'>>>;
  span(
    instrumentId: string,
    interval: Interval,
  ): Promise<Outcome<{ readonly firstMs: number; readonly lastMs: number }>>;
  series(): Promise<Outcome<ChannelOutput<'data.series'>['series']>>;
  gaps(series: ChannelInput<'data.gaps'>): Promise<Outcome<ChannelOutput<'data.gaps'>['gaps']>>;
  remove(series: ChannelInput<'data.remove'>): Promise<Outcome<unknown>>;
  preview(path: string): Promise<Outcome<ChannelOutput<'data.preview'>>>;
  import(
    request: ChannelInput<'data.import'>,
    control: JobControl,
  ): Promise<Outcome<ChannelOutput<'data.importResult'>>>;
  /** Candles of exchanges, with what is known to be all of them. */
  readonly covered: DownloadStorage;
  /** The history of backtests lies beside the candles. */
  readonly runs: RunClient;
  /** Whether a file is a sound journal, read whole in the worker; and syncs it. */
  verifyJournal(path: string): Promise<Outcome<VerifiedJournal>>;
  /** Instruments that have stored candles and no market here. */
  storedInstruments(): Promise<Outcome<readonly Instrument[]>>;
}
