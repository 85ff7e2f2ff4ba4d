import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { TradeMomentsView } from '../../src-preload/contract/trade-moment-views.ts';
import type { AccountTasks } from '../account-tasks/account-tasks.ts';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import type { Study, StudyKind } from '../backtest/run-study.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import type {
  BacktestTaskResult,
  ExportTask,
  LimitsStudy,
  LimitsStudyTask,
  ReportTask,
  RunExportTask,
  TaskLines,
  TaskOrigin,
  TradeTask,
} from '../compute-worker.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import type { CandleColumns } from '../model/candle.ts';

/** The candles of a request go to the worker for good: after the call they are empty here. */
export type ComputePool = Disposable & {
  readonly backtest: (run: RecordedRequest, control: JobControl) => Promise<Outcome<BacktestTaskResult>>;
  /** What more is asked of a backtest that was made. */
  readonly study: (asked: StudyRequest, control: JobControl) => Promise<Outcome<Study | LimitsStudy>>;
  /** What stood there when one trade of a backtest began and ended. */
  readonly trade: (task: TradeTask) => Promise<Outcome<TradeMomentsView>>;
  readonly exportResult: (task: ExportTask) => Promise<Outcome<void>>;
  /** What a run that was made elsewhere comes to. */
  readonly report: (task: ReportTask) => Promise<BacktestTaskResult>;
  readonly exportRun: (task: RunExportTask) => Promise<Outcome<void>>;
  /** Reports of an account, by the name of their task. */
  readonly account: <Name extends keyof AccountTasks>(
    name: Name,
    task: Parameters<AccountTasks[Name]>[0],
  ) => Promise<Awaited<ReturnType<AccountTasks[Name]>>>;
};

/** A request, and who asks for the record of its run. */
export type RecordedRequest = { readonly request: BacktestRequest; readonly origin: TaskOrigin };

export type StudyRequest = { readonly request: BacktestRequest; readonly study: StudyKind | LimitsStudyTask };

export type ComputePoolOptions = {
  readonly workerPath: string;
  readonly cores: number;
  /** How long a cancelled run may take to end by itself before its thread is ended; 100 when left out. */
  readonly graceMs?: number;
};

const IDLE_MS = 30_000;
/** Half of what a person is promised: between two looks at the hooks a run may be busy with indicators or statistics. */
const GRACE_MS = 100;

/** How many computations run at a time on so many cores: one is left to the engine and the window. */
export const threadsFor = (cores: number): number => Math.max(1, cores - 1);

/** Workers for long computations, started when first needed. */
export function createComputePool({ workerPath, cores, graceMs = GRACE_MS }: ComputePoolOptions): ComputePool {
  let pool: Piscina | undefined;
  const open = (): Piscina => {
    pool ??= new Piscina({
      filename: workerPath,
      minThreads: 0,
      maxThreads: threadsFor(cores),
      idleTimeout: IDLE_MS,
    });
    return pool;
  };
  return {
    backtest: ({ request, origin }, control) =>
      runLong(open(), { name: 'backtest', request, more: { origin } }, control, graceMs),
    study: ({ request, study }, control) =>
      runLong(open(), { name: 'study', request, more: { study } }, control, graceMs),
    exportResult: async (task) => {
      const transferList = buffersOf(task.request);
      return (await open().run(task, { name: 'exportResult', transferList })) as Outcome<void>;
    },
    trade: async (task) => {
      const transferList = buffersOf(task.request);
      return (await open().run(task, { name: 'trade', transferList })) as Outcome<TradeMomentsView>;
    },
    report: async (task) => (await open().run(task, { name: 'report' })) as BacktestTaskResult,
    exportRun: async (task) => (await open().run(task, { name: 'exportRun' })) as Outcome<void>,
    account: async (name, task) => (await open().run({ name, task }, { name: 'account' })) as never,
    dispose: async () => {
      await pool?.destroy();
    },
  };
}

const wasCancelled = (): Outcome<never> => fail('cancelled', 'the backtest was cancelled');

/** A task of the worker, without the lines it hears and tells on. */
type LongTask = { readonly name: 'backtest' | 'study'; readonly request: BacktestRequest; readonly more: object };

async function runLong<Result>(
  pool: Piscina,
  { name, request, more }: LongTask,
  { signal, report }: JobControl,
  graceMs: number,
): Promise<Outcome<Result>> {
  if (signal.aborted) return wasCancelled();
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const channel = new MessageChannel();
  const threadStop = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    Atomics.store(cancelled, 0, 1);
    grace = setTimeout(() => threadStop.abort(), graceMs);
  };
  signal.addEventListener('abort', cancel, { once: true });
  channel.port1.on('message', (fraction: number) => report(fraction));
  try {
    const lines: TaskLines = { cancelled, progress: channel.port2 };
    const transferList = [channel.port2, ...buffersOf(request)];
    const options = { name, transferList, signal: threadStop.signal };
    return (await pool.run({ request, ...more, ...lines }, options)) as Outcome<Result>;
  } catch (error) {
    if (threadStop.signal.aborted) return wasCancelled();
    throw error;
  } finally {
    clearTimeout(grace);
    signal.removeEventListener('abort', cancel);
    channel.port1.close();
  }
}

/** What can be handed over instead of copied: a copy of a million candles would hold up the main process. */
function buffersOf({ candles, others = [], venue = {} }: BacktestRequest): ArrayBuffer[] {
  const further = [...others, ...Object.values(venue.fineCandles ?? {}), ...Object.values(venue.marks ?? {})];
  const tapes: readonly CandleColumns[] = [candles, ...further.map((tape) => tape.candles)];
  const buffers = tapes.flatMap((columns) => Object.values(columns).map(({ buffer }) => buffer));
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
