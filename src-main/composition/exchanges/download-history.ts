import type { DownloadResultView } from '../../../src-preload/contract/exchange-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { ParsedInput } from '../../ipc/handlers.ts';
import type { JobControl } from '../../ipc/job-registry.ts';
import { createDownloads } from '../../market-data/downloads/create-downloads.ts';
import type { DownloadedSeries } from '../../market-data/downloads/download-job.ts';
import type { ExchangeCandlesParts } from './exchange-candles.ts';

/** Brings the history of instruments into the store; only what is not there is asked for. */
export async function downloadHistory(
  { marketData, adapterOf, timers }: ExchangeCandlesParts,
  { instrumentIds, interval, fromMs, toMs }: ParsedInput<'data.download'>,
  { signal, report }: JobControl,
): Promise<Outcome<DownloadResultView>> {
  const downloads = createDownloads({ exchangeOf: adapterOf, storage: marketData.covered, timers });
  const span = { fromMs, toMs: toMs ?? timers.nowMs() };
  const jobs = instrumentIds.map((instrumentId) => ({ instrumentId, interval, ...span }));
  const done = await downloads.run(jobs, {
    signal,
    report: ({ barsDone, barsTotal }) => report(barsTotal === 0 ? 1 : barsDone / barsTotal),
  });
  return done.ok ? succeed({ series: done.value.map(toView) }) : done;
}

function toView({
  job,
  problems,
  gapList: _gapList,
  ...figures
}: DownloadedSeries): DownloadResultView['series'][number] {
  const [first] = problems;
  return { instrumentId: job.instrumentId, ...figures, problem: first === undefined ? null : first.failure.message };
}
