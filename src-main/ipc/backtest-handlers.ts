import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';
import type { JobControl, JobRegistry } from './job-registry.ts';

type BacktestResult = ChannelOutput<'backtest.result'>;
type Study = ChannelOutput<'backtest.studyResult'>;

export type BacktestPort = {
  readonly run: (request: ParsedInput<'backtest.start'>, control: JobControl) => Promise<Outcome<BacktestResult>>;
  /** Asks the person where to and writes the result there. */
  readonly export: (
    result: BacktestResult,
    format: ParsedInput<'backtest.export'>['format'],
  ) => Promise<Outcome<ChannelOutput<'backtest.export'>>>;
  /** Asks more of the candles and the strategy of a result. */
  readonly study: (result: BacktestResult, study: Study['study'], control: JobControl) => Promise<Outcome<Study>>;
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
    'backtest.study': ({ jobId, study }) => {
      const result = resultOf(jobId);
      if (!result.ok) return result;
      const title = `${study} of ${result.value.request.strategyId} on ${result.value.request.instrumentId}`;
      return succeed({
        jobId: jobs.start('backtest', title, (control) => backtest.study(result.value, study, control)),
      });
    },
    'backtest.studyResult': ({ jobId }) => jobs.result(jobId) as Outcome<Study>,
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
  } satisfies AreaHandlers<'backtest'> & AreaHandlers<'jobs'>;
}
