import type { BacktestRequest } from '../../backtest/backtest-request.ts';
import type { BacktestRun } from '../../backtest/recorder.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { JobControl } from '../../ipc/job-registry.ts';
import type { StrategyProcess } from '../../own-strategies/process/strategy-process.ts';
import type { ReadyStrategy } from './strategy-shelf.ts';

export type OwnBacktestPorts = {
  readonly find: (strategyId: string) => ReadyStrategy | null;
  readonly openProcess: () => StrategyProcess;
};

/** Runs an own strategy over the request's candles, in a process of its own that ends with it. */
export async function runOwnBacktest(
  { find, openProcess }: OwnBacktestPorts,
  request: BacktestRequest,
  { signal, report }: JobControl,
): Promise<Outcome<BacktestRun>> {
  const ready = find(request.strategyId);
  if (ready === null) {
    return fail('unknownStrategy', `strategy is "${request.strategyId}", expected one of yours that has no faults`);
  }
  const process = openProcess();
  const cancel = (): void => process.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    if (signal.aborted) return fail('cancelled', 'the backtest was cancelled');
    const run = await process.ask('backtest', { strategy: ready.compiled, request }, { onProgress: report });
    if (!run.ok) return run;
    const { params, ...rest } = run.value;
    return succeed({ ...rest, request: { ...request, params } });
  } finally {
    signal.removeEventListener('abort', cancel);
    await process.dispose();
  }
}
