import type { MessagePort } from 'node:worker_threads';
import type { BacktestRequest } from './backtest/backtest-request.ts';
import type { BacktestReport } from './backtest/report.ts';
import { reportOf } from './backtest/report.ts';
import { runBacktest } from './backtest/run-backtest.ts';
import type { Outcome } from './base/outcome.ts';
import { succeed, toFailure } from './base/outcome.ts';

/** A backtest for the pool. Slot 0 of `cancelled` becomes 1 when it shall end; progress (0 to 1) goes to the port. */
export type BacktestTask = {
  readonly request: BacktestRequest;
  readonly cancelled: Int32Array<SharedArrayBuffer>;
  readonly progress: MessagePort;
};

export type BacktestTaskResult = { readonly report: BacktestReport; readonly durationMs: number };

/** Between two messages of progress: more would only be thrown away. */
const PROGRESS_EVERY_MS = 50;

/** Door 3: what the worker pool runs. Long work belongs here, never in the main process. */
export function backtest({ request, cancelled, progress }: BacktestTask): Outcome<BacktestTaskResult> {
  const startedMs = performance.now();
  let toldMs = startedMs;
  try {
    const run = runBacktest(request, {
      isCancelled: () => Atomics.load(cancelled, 0) === 1,
      onProgress(fraction) {
        const nowMs = performance.now();
        if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
        toldMs = nowMs;
        progress.postMessage(fraction);
      },
    });
    return run.ok ? succeed({ report: reportOf(run.value), durationMs: performance.now() - startedMs }) : run;
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  } finally {
    progress.close();
  }
}
