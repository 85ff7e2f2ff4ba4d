import type { BacktestResultView } from '../../src-preload/contract/research-views.ts';
import type { Study, StudyKind } from '../backtest/run-study.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import type { BacktestJobPorts } from './backtest-job.ts';
import { readAgain } from './backtest-job.ts';
import { orCancelled } from './or-cancelled.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';

/** Reads the candles of a result once more and asks more of them in a worker. */
export async function runStudyJob(
  ports: BacktestJobPorts,
  result: BacktestResultView,
  study: StudyKind,
  control: JobControl,
): Promise<Outcome<Study>> {
  const { strategyId } = result.request;
  if (isOwnStrategy(strategyId)) {
    return fail('badArgument', `strategy is "${strategyId}", expected a shipped one: not for own strategies yet`);
  }
  const read = await orCancelled(readAgain(ports, result), control.signal);
  if (!read.ok) return read;
  return orCancelled(ports.pool.study({ request: read.value.engine, study }, control), control.signal);
}
