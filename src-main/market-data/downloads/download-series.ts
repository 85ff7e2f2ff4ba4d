import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import { concatColumns } from '../../model/candle-rows.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';
import { closedUntil } from '../exchange-candles.ts';
import { unknownInstrument } from '../fill-hole.ts';
import type { TimeSpan } from '../time-span.ts';
import { alignSpan, barsOf, missingSpans } from '../time-span.ts';
import type { DownloadedSeries, DownloadJob, DownloadProblem, DownloadStorage } from './download-job.ts';
import type { DownloadPace } from './download-pace.ts';
import type { StepParts } from './fetch-step.ts';
import { fetchStep } from './fetch-step.ts';
import { verifySeries } from './verify-series.ts';

export type SeriesParts = {
  readonly exchangeOf: (instrumentId: string) => ExchangeAdapter | undefined;
  readonly storage: DownloadStorage;
  readonly timers: Timers;
  readonly pace: DownloadPace;
  readonly signal: AbortSignal;
  /** Bars that are asked for and written at once: what a crash or a stop may lose. */
  readonly barsPerStep: number;
};

type Tally = { fetched: number; inserted: number; requests: number; readonly problems: DownloadProblem[] };

/** The bars of a job as whole bars that have ended for good; undefined when there is none. */
export function endedSpan(adapter: ExchangeAdapter, job: DownloadJob, nowMs: number): TimeSpan | undefined {
  const { settledMs } = closedUntil(adapter, nowMs);
  return alignSpan(job.interval, { fromMs: job.fromMs, toMs: Math.min(job.toMs, barOpenMs(job.interval, settledMs)) });
}

/** Fetches what is missing of one series, span by span, each written before the next is asked for; then reads it back. */
export async function downloadSeries(parts: SeriesParts, job: DownloadJob): Promise<DownloadedSeries> {
  const tally: Tally = { fetched: 0, inserted: 0, requests: 0, problems: [] };
  const adapter = parts.exchangeOf(job.instrumentId);
  const span = adapter === undefined ? undefined : endedSpan(adapter, job, parts.timers.nowMs());
  if (adapter === undefined) tally.problems.push({ ...spanOf(job), failure: unknownInstrument(job.instrumentId) });
  else if (!adapter.candleIntervals.includes(job.interval)) {
    const message = `interval is ${job.interval}, expected one of ${adapter.venue}: ${adapter.candleIntervals.join(', ')}`;
    tally.problems.push({ ...spanOf(job), failure: { code: 'badArgument', message } });
  } else if (span !== undefined) await fetchMissing({ ...parts, adapter, job, tally }, span);
  const verified = span === undefined ? undefined : await verifySeries(parts.storage, job, span);
  if (verified?.ok === false) tally.problems.push({ ...(span ?? job), failure: verified.error });
  const { bars, gaps, missingBars, list } = verified?.ok === true ? verified.value : NOTHING;
  const { fetched, inserted, requests, problems } = tally;
  const alreadyThere = Math.max(0, bars - inserted);
  return { job, fetched, alreadyThere, requests, gaps, missingBars, gapList: list, problems };
}

const NOTHING = { bars: 0, gaps: 0, missingBars: 0, list: [] };

type FetchParts = SeriesParts & { readonly adapter: ExchangeAdapter; readonly job: DownloadJob; readonly tally: Tally };

async function fetchMissing(parts: FetchParts, span: TimeSpan): Promise<void> {
  const { job, storage, pace, tally, signal, barsPerStep } = parts;
  const known = await storage.coverage(job);
  if (!known.ok) {
    tally.problems.push({ ...span, failure: known.error });
    return;
  }
  const missing = missingSpans(span, known.value);
  const bars = missing.reduce((sum, part) => sum + barsOf(job.interval, part), 0);
  pace.skip(barsOf(job.interval, span) - bars);
  for (const step of stepsOf(missing, barsPerStep * intervalMs(job.interval))) {
    if (signal.aborted || !(await takeStep(parts, step))) return;
  }
}

/** False when going on would only fail again. */
async function takeStep(parts: FetchParts, step: TimeSpan): Promise<boolean> {
  const { adapter, timers, pace, signal, job, tally, storage } = parts;
  const series = { instrumentId: job.instrumentId, interval: job.interval };
  const onRequest = (): void => {
    tally.requests++;
    pace.requested();
  };
  const stepParts: StepParts = { adapter, series, timers, pace, signal, onRequest };
  const fetched = await fetchStep(stepParts, step);
  if (!fetched.ok) {
    tally.problems.push({ ...step, failure: fetched.error });
    // What one span holds is no reason to leave the others.
    return fetched.error.code === 'replyUnreadable';
  }
  const { knownToMs } = fetched.value;
  if (knownToMs <= step.fromMs) return true;
  const columns = concatColumns([fetched.value.columns]);
  const written = await storage.writeCovered({ series, columns, fromMs: step.fromMs, toMs: knownToMs });
  if (!written.ok) {
    tally.problems.push({ ...step, failure: written.error });
    return false;
  }
  tally.fetched += columns.openTimeMs.length;
  tally.inserted += written.value.inserted;
  return true;
}

function* stepsOf(missing: readonly TimeSpan[], stepMs: number): Generator<TimeSpan> {
  for (const { fromMs, toMs } of missing) {
    for (let atMs = fromMs; atMs < toMs; atMs += stepMs) yield { fromMs: atMs, toMs: Math.min(atMs + stepMs, toMs) };
  }
}

function spanOf({ fromMs, toMs }: DownloadJob): TimeSpan {
  return { fromMs, toMs };
}
