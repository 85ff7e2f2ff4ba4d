import type { BacktestResultView } from '../../src-preload/contract/research-views.ts';
import { replayTaskOf } from '../account-tasks/replay-of-limits.ts';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import type { Study, StudyKind } from '../backtest/run-study.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { LimitsStudy, LimitsStudyTask } from '../compute-worker.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import type { BacktestJobPorts } from './backtest-job.ts';
import { readAgain } from './backtest-job.ts';
import { orCancelled } from './or-cancelled.ts';
import { runOwnBacktest } from './own-strategies/own-backtest.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';

export type StudyPorts = BacktestJobPorts & {
  /** As they are in force. */
  readonly limits: () => Omit<LimitsStudyTask, 'kind'>;
};

/** Reads the candles of a result once more and asks more of them in a worker. */
export async function runStudyJob(
  ports: StudyPorts,
  result: BacktestResultView,
  study: StudyKind | 'limits',
  control: JobControl,
): Promise<Outcome<Study | LimitsStudy>> {
  const { strategyId } = result.request;
  const isOwn = isOwnStrategy(strategyId);
  if (isOwn && study !== 'limits') {
    return fail('badArgument', `strategy is "${strategyId}", expected a shipped one: not for own strategies yet`);
  }
  const read = await orCancelled(readAgain(ports, result), control.signal);
  if (!read.ok) return read;
  const { engine: request } = read.value;
  if (isOwn) return orCancelled(limitsOfOwn(ports, request, control), control.signal);
  const asked = study === 'limits' ? { kind: study, ...ports.limits() } : study;
  return orCancelled(ports.pool.study({ request, study: asked }, control), control.signal);
}

/** The run is made where the person's code is kept; what limits would have refused of it where reports are made. */
async function limitsOfOwn(
  ports: StudyPorts,
  request: BacktestRequest,
  control: JobControl,
): Promise<Outcome<LimitsStudy>> {
  const run = await runOwnBacktest(ports.ownStrategies, request, control);
  if (!run.ok) return run;
  const replay = await ports.pool.account('replayOfTrades', replayTaskOf(run.value, ports.limits()));
  return succeed({ study: 'limits', replay });
}
