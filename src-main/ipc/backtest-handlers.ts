import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { runName } from '../model/run-name.ts';
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
  /** The run of the history that a result is. */
  readonly runOf: (result: BacktestResult) => Promise<Outcome<ChannelOutput<'backtest.run'>>>;
  /** Runs up to the end of a trade once more and tells what stood there. */
  readonly trade: (
    result: BacktestResult,
    trade: BacktestResult['trades'][number],
  ) => Promise<Outcome<ChannelOutput<'backtest.trade'>>>;
  /** Asks more of the candles and the strategy of a result. */
  readonly study: (result: BacktestResult, study: Study['study'], control: JobControl) => Promise<Outcome<Study>>;
};

export function backtestHandlers(backtest: BacktestPort, jobs: JobRegistry) {
  // The registry gives back what this file's own work put in; the reply's schema is the second look.
  const resultOf = (jobId: string): Outcome<BacktestResult> => jobs.result(jobId) as Outcome<BacktestResult>;
  return {
    'backtest.start': (request) => {
      const name = runName(request.strategyId, request.params);
      const title = `${name} on ${request.instrumentId} ${request.interval}`;
      return succeed({ jobId: jobs.enqueue('backtest', title, (control) => backtest.run(request, control)) });
    },
    'backtest.result': ({ jobId }) => resultOf(jobId),
    'backtest.run': ({ jobId }) => {
      const result = resultOf(jobId);
      return result.ok ? backtest.runOf(result.value) : result;
    },
    'backtest.trade': ({ jobId, number }) => {
      const result = resultOf(jobId);
      if (!result.ok) return result;
      const trade = result.value.trades[number - 1];
      return trade === undefined
        ? fail('badArgument', `number is ${number}, expected 1 to ${result.value.trades.length}`)
        : backtest.trade(result.value, trade);
    },
    'backtest.export': ({ jobId, format }) => {
      const result = resultOf(jobId);
      return result.ok ? backtest.export(result.value, format) : result;
    },
    'backtest.study': ({ jobId, study }) => {
      const result = resultOf(jobId);
      if (!result.ok) return result;
      const title = `${study} of ${result.value.request.strategyId} on ${result.value.request.instrumentId}`;
      return succeed({
        jobId: jobs.start('research', title, (control) => backtest.study(result.value, study, control)),
      });
    },
    'backtest.studyResult': ({ jobId }) => jobs.result(jobId) as Outcome<Study>,
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
    'jobs.move': ({ jobId, by }) => jobs.move(jobId, by),
  } satisfies AreaHandlers<'backtest'> & AreaHandlers<'jobs'>;
}
