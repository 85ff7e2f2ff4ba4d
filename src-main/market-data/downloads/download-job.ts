import type { Failure, Outcome } from '../../base/outcome.ts';
import type { Gap } from '../../model/gaps.ts';
import type { CandleStorage, SeriesName } from '../candle-storage.ts';
import type { TimeSpan } from '../time-span.ts';

/** Bars of an exchange to be had on disk: open times from `fromMs` on and before `toMs`, as far as they have ended. */
export type DownloadJob = SeriesName & TimeSpan;

/** A span that is not there, or not as it should be. */
export type DownloadProblem = TimeSpan & { readonly failure: Failure };

/** What became of one job. */
export type DownloadedSeries = {
  readonly job: DownloadJob;
  /** Bars that came from the exchange. */
  readonly fetched: number;
  /** Bars of the range that were on disk before. */
  readonly alreadyThere: number;
  /** Pages asked of the exchange, again after a failure included. */
  readonly requests: number;
  /** Stretches without bars between the first and the last of the range, and how many bars would fill them. */
  readonly gaps: number;
  readonly missingBars: number;
  /** The first of them, oldest first. */
  readonly gapList: readonly Gap[];
  /** Empty when all of the range is there and sound. */
  readonly problems: readonly DownloadProblem[];
};

/** Of all jobs together. */
export type DownloadProgress = {
  readonly barsDone: number;
  readonly barsTotal: number;
  readonly requests: number;
  /** By the pace of the last minute; null while there is none. */
  readonly timeLeftMs: number | null;
  /** Why nothing comes at the moment; null while it goes on. */
  readonly waitingFor: string | null;
};

export type DownloadControl = {
  readonly signal: AbortSignal;
  readonly report: (progress: DownloadProgress) => void;
};

/** What a download needs of `market.db`. */
export interface DownloadStorage extends CandleStorage {
  coverage(series: SeriesName): Promise<Outcome<readonly TimeSpan[]>>;
}
