import { Worker } from 'node:worker_threads';
import type { Outcome } from '../../base/outcome.ts';
import { CELLS } from '../sandbox/realm/realm-text.ts';
import { StrategyFault, strategyFailed } from '../strategy-problem.ts';
import type { FromProcess, FromThread, ToProcess } from './messages.ts';
import type { StrategyThreadData } from './strategy-thread.ts';

/** How the process talks to whoever started it. */
export type ParentPort = {
  post(message: FromProcess): void;
  onMessage(listener: (message: ToProcess) => void): void;
  /** After the last message has left. */
  exit(): void;
};

export type SupervisionOptions = {
  /** Longest time for one bar. */
  readonly bestBeforeMs?: number;
};

const BEST_BEFORE_MS = 10_000;
const LOOK_EVERY_MS = 250;
const LIMITS = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

/**
 * The outer thread of a strategy's process: hands questions to the inner one and watches it. Steps are counted inside; what
 * they do not see (a regular expression that never ends, a sort of a huge array) is ended here when a question is open and
 * no bar has passed for ten seconds.
 */
export function supervise(parent: ParentPort, threadPath: URL, options: SupervisionOptions = {}): void {
  const { bestBeforeMs = BEST_BEFORE_MS } = options;
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Of the strategy that was loaded last. */
  let cells = new Int32Array(new SharedArrayBuffer(8));
  const open = new Set<number>();
  const data: StrategyThreadData = { cancelled };
  const thread = new Worker(threadPath, {
    workerData: data,
    env: {},
    resourceLimits: LIMITS,
    stdout: true,
    stderr: true,
  });
  let bars = 0;
  let movedMs = performance.now();
  let isOver = false;

  const endWith = (outcome: Outcome<never>): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(watch);
    parent.post({ kind: 'failed', outcome });
    void thread.terminate().then(() => parent.exit());
  };
  const lineNow = (): number => Atomics.load(cells, CELLS.line);
  const look = (): void => {
    const nowMs = performance.now();
    const nowBars = Atomics.load(cells, CELLS.bars);
    if (open.size === 0 || nowBars !== bars) {
      bars = nowBars;
      movedMs = nowMs;
    } else if (nowMs - movedMs > bestBeforeMs) {
      endWith(strategyFailed(new StrategyFault(lineNow(), `no answer for ${bestBeforeMs / 1000} seconds`)));
    }
  };
  const watch = setInterval(look, Math.min(LOOK_EVERY_MS, bestBeforeMs / 4));

  parent.onMessage((message) => {
    if (message.kind === 'cancel') {
      Atomics.store(cancelled, 0, 1);
      return;
    }
    if (open.size === 0) movedMs = performance.now();
    open.add(message.id);
    thread.postMessage(message);
  });
  thread.on('message', (message: FromThread) => {
    if (message.kind === 'memory') {
      cells = new Int32Array(message.memory);
      return;
    }
    if (message.kind === 'answer') open.delete(message.id);
    if (!isOver) parent.post(message);
  });
  thread.on('error', (error) => endWith(strategyFailed(new StrategyFault(lineNow(), threadText(error)))));
  thread.on('exit', (code) => endWith(strategyFailed(new StrategyFault(lineNow(), `its thread ended with ${code}`))));
}

function threadText(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'used more memory than a strategy may have' : String(message);
}
