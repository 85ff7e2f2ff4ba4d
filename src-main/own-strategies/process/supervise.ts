import { Worker } from 'node:worker_threads';
import type { Outcome } from '../../base/outcome.ts';
import { fail } from '../../base/outcome.ts';
import { StrategyFault, strategyFailed } from '../strategy-problem.ts';
import type { FromProcess, FromThread, ToProcess } from './messages.ts';
import type { ProcessLimits } from './process-limits.ts';
import type { StrategyThreadData } from './strategy-thread.ts';
import { startWatch } from './watch.ts';

/** How the process talks to whoever started it. */
export type ParentPort = {
  post(message: FromProcess): void;
  onMessage(listener: (message: ToProcess) => void): void;
  /** After the last message has left. */
  exit(): void;
};

/** The compiler runs no code of the strategy, and may have to be read from disk first. */
const COMPILE_BARS = 6;
/** A backtest looks for the wish every few thousand bars; one whose bars take long is not waited for. */
const CANCEL_MS = 150;
const YOUNG_MEGABYTES = 64;
const STACK_MEGABYTES = 4;

/**
 * The outer thread of a strategy's process: hands questions to the inner one and watches it. Steps are counted inside; what
 * they do not see (a regular expression that never ends, a sort of a huge array) is ended here when a question is open and
 * no bar has passed for `barMs`.
 */
export function supervise(parent: ParentPort, threadPath: URL, limits: ProcessLimits): void {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = openThread(threadPath, { cancelled }, limits);
  let isOver = false;
  const endWith = (outcome: Outcome<never>): void => {
    if (isOver) return;
    isOver = true;
    watch.stop();
    parent.post({ kind: 'failed', outcome });
    void thread.terminate().then(() => parent.exit());
  };
  const failWith = (message: string): void => endWith(strategyFailed(new StrategyFault(watch.line(), message)));
  const watch = startWatch((limitMs) => failWith(`no answer for ${limitMs / 1000} seconds`));

  parent.onMessage((message) => {
    if (message.kind === 'ask') return thread.postMessage(message);
    Atomics.store(cancelled, 0, 1);
    setTimeout(() => watch.isWaiting() && endWith(fail('cancelled', 'the strategy was cancelled')), CANCEL_MS);
  });
  thread.on('message', (message: FromThread) => {
    if (message.kind === 'memory') return watch.follow(message.memory);
    if (message.kind === 'begun') return watch.begun(limits.barMs * (message.name === 'compile' ? COMPILE_BARS : 1));
    if (message.kind === 'answer') watch.answered();
    if (!isOver) parent.post(message);
  });
  thread.on('error', (error) => failWith(threadText(error)));
  thread.on('exit', (code) => failWith(`its thread ended with ${code}`));
}

function openThread(path: URL, data: StrategyThreadData, { heapMegabytes }: ProcessLimits): Worker {
  return new Worker(path, {
    workerData: data,
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
      stackSizeMb: STACK_MEGABYTES,
    },
    stdout: true,
    stderr: true,
  });
}

function threadText(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'used more memory than a strategy may have' : String(message);
}
