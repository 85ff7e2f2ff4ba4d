import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { Timers } from '../../resilience/timers.ts';
import { seriesKeyOf } from '../candle-storage.ts';
import { barsOf } from '../time-span.ts';
import type { DownloadControl, DownloadedSeries, DownloadJob, DownloadStorage } from './download-job.ts';
import { DownloadPace } from './download-pace.ts';
import type { SeriesParts } from './download-series.ts';
import { downloadSeries, endedSpan } from './download-series.ts';

export type DownloadsParts = {
  readonly exchangeOf: (instrumentId: string) => ExchangeAdapter | undefined;
  readonly storage: DownloadStorage;
  readonly timers: Timers;
  /** How many series are fetched at the same time, 4 by default; the exchange's budget holds for all of them. */
  readonly parallel?: number;
  /** Bars that are asked for and written at once, 5000 by default. */
  readonly barsPerStep?: number;
};

/** History of exchanges brought into `market.db`: what is there already is not asked for, what was fetched stays. */
export interface Downloads {
  /**
   * What became of each job, in their order; what went wrong is among its problems, and the other jobs go on. Fails with
   * `cancelled` alone: what was written by then stays, and the next run goes on from there.
   */
  run(jobs: readonly DownloadJob[], control: DownloadControl): Promise<Outcome<readonly DownloadedSeries[]>>;
}

export function createDownloads(parts: DownloadsParts): Downloads {
  const { exchangeOf, storage, timers, parallel = 4, barsPerStep = 5000 } = parts;
  return {
    async run(jobs, { signal, report }) {
      const total = jobs.reduce((sum, job) => sum + barsToHave(exchangeOf(job.instrumentId), job, timers), 0);
      const pace = new DownloadPace(timers, total, report);
      const series: SeriesParts = { exchangeOf, storage, timers, pace, signal, barsPerStep };
      const results = new Map<DownloadJob, DownloadedSeries>();
      const lanes = lanesOf(jobs);
      const work = async (): Promise<void> => {
        for (let lane = lanes.shift(); lane !== undefined && !signal.aborted; lane = lanes.shift()) {
          for (const job of lane) results.set(job, await downloadSeries(series, job));
        }
      };
      await Promise.all(Array.from({ length: parallel }, work));
      if (signal.aborted) return fail('cancelled', 'the download was stopped; what came by then stays');
      return succeed(jobs.map((job) => results.get(job) as DownloadedSeries));
    },
  };
}

/** Jobs of one series go one after another, so that the second finds what the first has brought. */
function lanesOf(jobs: readonly DownloadJob[]): DownloadJob[][] {
  const lanes = new Map<string, DownloadJob[]>();
  for (const job of jobs) {
    const key = seriesKeyOf(job);
    lanes.set(key, [...(lanes.get(key) ?? []), job]);
  }
  return [...lanes.values()];
}

function barsToHave(adapter: ExchangeAdapter | undefined, job: DownloadJob, timers: Timers): number {
  const span = adapter === undefined ? undefined : endedSpan(adapter, job, timers.nowMs());
  return span === undefined ? 0 : barsOf(job.interval, span);
}
