import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';
import type { JobControl, JobRegistry } from './job-registry.ts';

export type BacktestPort = {
  readonly run: (
    request: ParsedInput<'backtest.start'>,
    control: JobControl,
  ) => Promise<Outcome<ChannelOutput<'backtest.result'>>>;
};

export function backtestHandlers(backtest: BacktestPort, jobs: JobRegistry) {
  return {
    'backtest.start': (request) => {
      const title = `${request.strategyId} on ${request.instrumentId} ${request.interval}`;
      return succeed({ jobId: jobs.start('backtest', title, (control) => backtest.run(request, control)) });
    },
    // The registry gives back what this file's own work put in; the reply's schema is the second look.
    'backtest.result': ({ jobId }) => jobs.result(jobId) as Outcome<ChannelOutput<'backtest.result'>>,
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
  } satisfies AreaHandlers<'backtest'> & AreaHandlers<'jobs'>;
}
