import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';
import type { JobControl, JobRegistry } from './job-registry.ts';

type BacktestResult = ChannelOutput<'backtest.result'>;

export type BacktestPort = {
  readonly run: (request: ParsedInput<'backtest.start'>, control: JobControl) => Promise<Outcome<BacktestResult>>;
  /** Asks the person where to and writes the result there. */
  readonly export: (
    result: BacktestResult,
    format: ParsedInput<'backtest.export'>['format'],
  ) => Promise<Outcome<ChannelOutput<'backtest.export'>>>;
};

export function backtestHandlers(backtest: BacktestPort, jobs: JobRegistry) {
  // The registry gives back what this file's own work put in; the reply's schema is the second look.
  const resultOf = (jobId: string): Outcome<BacktestResult> => jobs.result(jobId) as Outcome<BacktestResult>;
  return {
    'backtest.start': (request) => {
      const title = `${request.strategyId} on ${request.instrumentId} ${request.interval}`;
      return succeed({ jobId: jobs.start('backtest', title, (control) => backtest.run(request, control)) });
    },
    'backtest.result': ({ jobId }) => resultOf(jobId),
    'backtest.export': ({ jobId, format }) => {
      const result = resultOf(jobId);
      return result.ok ? backtest.export(result.value, format) : result;
    },
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
  } satisfies AreaHandlers<'backtest'> & AreaHandlers<'jobs'>;
}
