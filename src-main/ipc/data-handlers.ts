import { basename } from 'node:path';
import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { symbolOf } from '../model/instrument.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';
import type { JobControl, JobRegistry } from './job-registry.ts';

export type DataPort = {
  readonly series: () => Promise<Outcome<ChannelOutput<'data.series'>['series']>>;
  readonly gaps: (series: ParsedInput<'data.gaps'>) => Promise<Outcome<ChannelOutput<'data.gaps'>['gaps']>>;
  readonly download: (
    request: ParsedInput<'data.download'>,
    control: JobControl,
  ) => Promise<Outcome<ChannelOutput<'data.downloadResult'>>>;
  readonly tiers: () => ChannelOutput<'data.candleTiers'>;
  readonly remove: (series: ParsedInput<'data.remove'>) => Promise<Outcome<unknown>>;
  /** Asks the person; null when nothing was chosen. */
  readonly chooseFile: () => Promise<string | null>;
  readonly preview: (path: string) => Promise<Outcome<ChannelOutput<'data.preview'>>>;
  readonly import: (
    request: ParsedInput<'data.import'>,
    control: JobControl,
  ) => Promise<Outcome<ChannelOutput<'data.importResult'>>>;
};

/** The first gaps that are told; a series with more is better imported anew. */
const MOST_GAPS = 500;

/**
 * Files are read only when the person chose them in the system's own dialog during this session: a page that was taken
 * over cannot make the app read what it likes.
 */
export function dataHandlers(data: DataPort, jobs: JobRegistry) {
  const chosen = new Set<string>();
  return {
    'data.series': async () => {
      const series = await data.series();
      return series.ok ? succeed({ series: series.value }) : series;
    },
    'data.gaps': async (request) => {
      const gaps = await data.gaps(request);
      return gaps.ok ? succeed({ gaps: gaps.value.slice(0, MOST_GAPS) }) : gaps;
    },
    'data.remove': async (request) => {
      const removed = await data.remove(request);
      return removed.ok ? succeed({}) : removed;
    },
    'data.chooseFile': async () => {
      const path = await data.chooseFile();
      if (path !== null) chosen.add(path);
      return succeed({ path });
    },
    'data.preview': async ({ path }) => (chosen.has(path) ? data.preview(path) : notChosen(path)),
    'data.import': (request) => {
      if (!chosen.has(request.path)) return notChosen(request.path);
      const title = `${basename(request.path)} → ${request.symbol} ${request.interval}`;
      return succeed({ jobId: jobs.start('import', title, (control) => data.import(request, control)) });
    },
    // The registry gives back what this file's own work put in; the reply's schema is the second look.
    'data.importResult': ({ jobId }) => jobs.result(jobId) as Outcome<ChannelOutput<'data.importResult'>>,
    'data.download': (request) => {
      const { instrumentIds, interval } = request;
      const names = instrumentIds.map(symbolOf).join(', ');
      return succeed({
        jobId: jobs.start('download', `${names} ${interval}`, (control) => data.download(request, control)),
      });
    },
    'data.downloadResult': ({ jobId }) => jobs.result(jobId) as Outcome<ChannelOutput<'data.downloadResult'>>,
    'data.candleTiers': () => succeed(data.tiers()),
  } satisfies AreaHandlers<'data'>;
}

function notChosen(path: string): Outcome<never> {
  return fail('fileUnreadable', `path is "${path}", expected a file that was chosen in the dialog`);
}
