import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import type { BacktestTask, BacktestTaskResult } from '../compute-worker.ts';
import type { JobControl } from '../ipc/job-registry.ts';

export type ComputePool = Disposable & {
  readonly backtest: (request: BacktestRequest, control: JobControl) => Promise<Outcome<BacktestTaskResult>>;
};

const IDLE_MS = 30_000;

/** Workers for long computations, started when first needed. One core stays for the engine and one for the window. */
export function createComputePool(workerPath: string, cores: number): ComputePool {
  let pool: Piscina | undefined;
  const open = (): Piscina => {
    pool ??= new Piscina({
      filename: workerPath,
      minThreads: 0,
      maxThreads: Math.max(1, cores - 1),
      idleTimeout: IDLE_MS,
    });
    return pool;
  };
  return {
    backtest: (request, control) => runBacktest(open(), request, control),
    dispose: async () => {
      await pool?.destroy();
    },
  };
}

async function runBacktest(
  pool: Piscina,
  request: BacktestRequest,
  { signal, report }: JobControl,
): Promise<Outcome<BacktestTaskResult>> {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const channel = new MessageChannel();
  const cancel = (): void => void Atomics.store(cancelled, 0, 1);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  channel.port1.on('message', (fraction: number) => report(fraction));
  try {
    const task: BacktestTask = { request, cancelled, progress: channel.port2 };
    return (await pool.run(task, { name: 'backtest', transferList: [channel.port2] })) as Outcome<BacktestTaskResult>;
  } finally {
    signal.removeEventListener('abort', cancel);
    channel.port1.close();
  }
}
