import { setPriority } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { isMainThread } from 'node:worker_threads';
import type { ExportFormat, StatisticsView } from '../src-preload/contract/report-views.ts';
import type { BacktestReportView } from '../src-preload/contract/research-views.ts';
import type { LimitsReplayView } from '../src-preload/contract/risk-views.ts';
import type { TradeMomentsView } from '../src-preload/contract/trade-moment-views.ts';
import type { AccountTasks } from './account-tasks/account-tasks.ts';
import { ACCOUNT_TASKS } from './account-tasks/account-tasks.ts';
import type { ReplayTradesTask } from './account-tasks/replay-of-limits.ts';
import { replayOfTrades, replayTaskOf } from './account-tasks/replay-of-limits.ts';
import type { BacktestRequest } from './backtest/backtest-request.ts';
import { resultToJson } from './backtest/exports/result-json.ts';
import type { RunResult } from './backtest/exports/run-result.ts';
import { resultOf } from './backtest/exports/run-result.ts';
import { tearSheetOf } from './backtest/exports/tear-sheet/tear-sheet.ts';
import { tradesToCsv } from './backtest/exports/trades-csv.ts';
import type { BacktestRun } from './backtest/recorder.ts';
import type { BacktestReport } from './backtest/report.ts';
import { reportOf } from './backtest/report.ts';
import type { BacktestHooks } from './backtest/run-backtest.ts';
import { runBacktest } from './backtest/run-backtest.ts';
import type { KeptRun } from './backtest/run-record/kept-run.ts';
import { keptRunOf } from './backtest/run-record/kept-run.ts';
import type { RunOrigin } from './backtest/run-record/run-record.ts';
import { recordOf } from './backtest/run-record/run-record.ts';
import type { Study, StudyKind } from './backtest/run-study.ts';
import { runStudy } from './backtest/run-study.ts';
import type { AskedTrade } from './backtest/trade-moments.ts';
import { tradeMoments } from './backtest/trade-moments.ts';
import type { Outcome } from './base/outcome.ts';
import { fail, succeed, toFailure } from './base/outcome.ts';
import { engineCode } from './config/engine-code.ts';
import { sha256 } from './config/sha256.ts';
import { toTradeView } from './ipc/to-view.ts';
import { moneyToText } from './model/money.ts';
import { writeWholeFile } from './storage/whole-file.ts';

/** How a long task hears and tells: slot 0 of `cancelled` becomes 1 when it shall end; progress (0 to 1) goes to the port. */
export type TaskLines = { readonly cancelled: Int32Array<SharedArrayBuffer>; readonly progress: MessagePort };

/** A backtest for the pool. */
export type BacktestTask = TaskLines & { readonly request: BacktestRequest; readonly origin: TaskOrigin };

/** What limits would have refused of a backtest's entries. */
export type LimitsStudyTask = Pick<ReplayTradesTask, 'limits' | 'dayRollOffsetMs'> & { readonly kind: 'limits' };
export type LimitsStudy = { readonly study: 'limits'; readonly replay: LimitsReplayView };

/** What more is asked of a backtest that was made. */
export type StudyTask = TaskLines & { readonly request: BacktestRequest; readonly study: StudyKind | LimitsStudyTask };

/** Who asks; which engine runs is known here. */
export type TaskOrigin = Omit<RunOrigin, 'engineCode'>;

export type BacktestTaskResult = {
  readonly report: BacktestReportView;
  readonly durationMs: number;
  /** What the history takes of it, its record included. */
  readonly kept: KeptRun;
};

/** Between two messages of progress: more would only be thrown away. */
const PROGRESS_EVERY_MS = 50;

/** Behind the engine and the window, which share the machine with it. Elsewhere it would slow down the whole process. */
const NICENESS = 10;
if (!isMainThread && process.platform === 'linux') setPriority(0, NICENESS);

/** Door 3: what the worker pool runs. Long work belongs here, never in the main process. */
export function backtest({ request, origin, ...lines }: BacktestTask): Outcome<BacktestTaskResult> {
  const startedMs = performance.now();
  return onLines(lines, (hooks) => {
    const run = runBacktest(request, hooks);
    return run.ok ? succeed(resultFrom(run.value, origin, startedMs)) : run;
  });
}

/** The same candles run again and again: at other costs, or as the checks want it. */
export function study({ request, study: asked, ...lines }: StudyTask): Outcome<Study | LimitsStudy> {
  return onLines<Study | LimitsStudy>(lines, (hooks) => {
    if (typeof asked === 'string') return runStudy(request, asked, hooks);
    const run = runBacktest(request, hooks);
    return run.ok ? succeed({ study: 'limits', replay: replayOfTrades(replayTaskOf(run.value, asked)) }) : run;
  });
}

function onLines<Result>(
  { cancelled, progress }: TaskLines,
  work: (hooks: BacktestHooks) => Outcome<Result>,
): Outcome<Result> {
  let toldMs = performance.now();
  try {
    return work({
      isCancelled: () => Atomics.load(cancelled, 0) === 1,
      onProgress(fraction) {
        const nowMs = performance.now();
        if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
        toldMs = nowMs;
        progress.postMessage(fraction);
      },
    });
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  } finally {
    progress.close();
  }
}

/** A trade of a backtest, by the moments of its fills. */
export type TradeTask = AskedTrade & { readonly request: BacktestRequest };

/** Runs up to the end of the trade once more and tells what stood there. */
export function trade({ request, ...asked }: TradeTask): Outcome<TradeMomentsView> {
  try {
    return tradeMoments(request, asked);
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}

function resultFrom(run: BacktestRun, origin: TaskOrigin, startedMs: number): BacktestTaskResult {
  const report = reportOf(run);
  const view = toReportView(report);
  const durationMs = performance.now() - startedMs;
  const record = recordOf(run, { ...origin, engineCode: engineCode() }, sha256);
  return { report: view, durationMs, kept: keptRunOf(run, report, record) };
}

/** A run that was made elsewhere, with how long that took. */
export type ReportTask = { readonly run: BacktestRun; readonly origin: TaskOrigin; readonly durationMs: number };

/** What a run that was made elsewhere comes to. */
export function report({ run, origin, durationMs }: ReportTask): BacktestTaskResult {
  return { ...resultFrom(run, origin, 0), durationMs };
}

/** A result to write to `path`; `finalEquity` and `trades` are what it came to when it was looked at. */
export type ExportTask = {
  readonly request: BacktestRequest;
  readonly format: ExportFormat;
  readonly path: string;
  readonly finalEquity: string;
  readonly trades: number;
};

const TEXT_OF: Readonly<Record<ExportFormat, (result: RunResult) => string>> = {
  json: resultToJson,
  csv: tradesToCsv,
  html: tearSheetOf,
};

/**
 * Runs once more, to the same bit, and writes what came of it: nobody has to keep the equity of a million candles in case
 * it is asked for. Refused when candles or strategy have changed, so that a file never says what the window did not.
 */
export async function exportResult({ request, ...target }: ExportTask): Promise<Outcome<void>> {
  const run = runBacktest(request);
  return run.ok ? exportRun({ run: run.value, ...target }) : run;
}

/** The same for a run that was made elsewhere. */
export type RunExportTask = Omit<ExportTask, 'request'> & { readonly run: BacktestRun };

export async function exportRun({ run, format, path, finalEquity, trades }: RunExportTask): Promise<Outcome<void>> {
  const now = { finalEquity: moneyToText(run.finalEquity), trades: run.trades.length };
  if (now.finalEquity !== finalEquity || now.trades !== trades) {
    return fail('resultOutdated', `the run gives ${now.finalEquity} now, expected ${finalEquity}`);
  }
  return writeWholeFile(path, TEXT_OF[format](resultOf(run)));
}

/** A report of an account, by the name of its task. */
export type AccountTask<Name extends keyof AccountTasks> = {
  readonly name: Name;
  readonly task: Parameters<AccountTasks[Name]>[0];
};

export function account<Name extends keyof AccountTasks>({ name, task }: AccountTask<Name>): unknown {
  // The name ties a task to its function; the compiler cannot follow it through the union.
  return (ACCOUNT_TASKS[name] as (task: unknown) => unknown)(task);
}

/** A report as the window reads it; made here, because of its thousands of trades. */
export function toReportView(report: BacktestReport): BacktestReportView {
  return {
    ...report,
    finalEquity: moneyToText(report.finalEquity),
    trades: report.trades.map(toTradeView),
    statistics: { ...report.statistics, rollingSharpe: rollingSharpeView(report.statistics.rollingSharpe) },
  };
}

const MOST_ROLLING_POINTS = 1000;

/** Every so many-th day: the window shows its course, the exports have every day. */
function rollingSharpeView({
  days,
  dayMs,
  sharpe,
}: BacktestReport['statistics']['rollingSharpe']): StatisticsView['rollingSharpe'] {
  const every = Math.max(1, Math.ceil(dayMs.length / MOST_ROLLING_POINTS));
  const shown = dayMs.map((_, index) => index).filter((index) => (dayMs.length - 1 - index) % every === 0);
  return {
    days,
    timeMs: Float64Array.from(shown, (index) => dayMs[index] as number),
    sharpe: Float64Array.from(shown, (index) => sharpe[index] ?? Number.NaN),
  };
}
