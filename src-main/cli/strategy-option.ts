import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import { parseStrategyParams } from '../backtest/backtest-request.ts';
import type { CheckReport } from '../backtest/checks/check-report.ts';
import type { CheckOptions } from '../backtest/checks/check-strategy.ts';
import { checkStrategy } from '../backtest/checks/check-strategy.ts';
import type { BacktestRun } from '../backtest/recorder.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { CompiledStrategy } from '../own-strategies/compile/compile-strategy.ts';
import { forkProcess } from '../own-strategies/process/fork-process.ts';
import type { StrategyProcess } from '../own-strategies/process/strategy-process.ts';
import { openStrategyProcess } from '../own-strategies/process/strategy-process.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions, OptionKinds } from './options.ts';

/** The options of every command that takes one strategy: a shipped one by its id, or a file of one's own. */
export const STRATEGY_OPTIONS: OptionKinds = {
  strategy: 'id of a strategy, see `strategies`',
  'strategy-file': 'in place of it: a TypeScript or JavaScript file with a strategy of your own',
  params: 'its parameters as a JSON object',
};

type CheckSetting = Pick<CheckOptions, 'instrument' | 'interval' | 'mostCandles' | 'seed'>;

/** The strategy that was asked for, ready to run. One of a file lives in a process that `dispose` ends. */
export type OpenedStrategy = Disposable & {
  readonly strategyId: string;
  /** With defaults filled in. */
  readonly params: BacktestRequest['params'];
  readonly isOwn: boolean;
  run(request: BacktestRequest): Promise<Outcome<BacktestRun>>;
  check(candles: CandleColumns, setting: CheckSetting): Promise<Outcome<CheckReport>>;
};

export async function openStrategy(options: CommandOptions, place: CliPlace): Promise<Outcome<OpenedStrategy>> {
  const given = options.object('params');
  if (options.optional('strategy-file') === undefined) return openShipped(options.text('strategy'), given);
  if (options.optional('strategy') !== undefined) {
    return fail('badArgument', '--strategy and --strategy-file are both given, expected one of them');
  }
  return openFile(options.path('strategy-file', place.folder), given);
}

function openShipped(strategyId: string, given: object): Outcome<OpenedStrategy> {
  const params = parseStrategyParams(strategyId, given);
  const definition = findStrategy(strategyId);
  if (!params.ok) return params;
  if (definition === undefined) return fail('unknownStrategy', `strategy is "${strategyId}", expected a shipped one`);
  return succeed({
    strategyId,
    params: params.value,
    isOwn: false,
    run: async (request) => runBacktest(request),
    check: async (candles, setting) => checkStrategy(definition, params.value, candles, setting),
    dispose: () => undefined,
  });
}

async function openFile(path: string, given: object): Promise<Outcome<OpenedStrategy>> {
  const source = await readFile(path, 'utf8').catch(() => null);
  if (source === null) return fail('fileNotFound', `--strategy-file is "${path}", expected a file that can be read`);
  const process = openStrategyProcess(forkProcess(workerPath()));
  const fileName = basename(path);
  const strategy = await process.ask('compile', { source, fileName });
  const opened = strategy.ok ? await openCompiled(process, strategy.value, given) : strategy;
  if (!opened.ok) await process.dispose();
  return opened;
}

async function openCompiled(
  process: StrategyProcess,
  strategy: CompiledStrategy,
  given: object,
): Promise<Outcome<OpenedStrategy>> {
  const inspection = await process.ask('inspect', { strategy, params: given });
  if (!inspection.ok) return inspection;
  const { params } = inspection.value;
  return succeed({
    strategyId: strategy.fileName,
    params,
    isOwn: true,
    async run(request) {
      const run = await process.ask('backtest', { strategy, request });
      if (!run.ok) return run;
      const { params: parsed, ...rest } = run.value;
      return succeed({ ...rest, request: { ...request, params: parsed } });
    },
    check: (candles, setting) => process.ask('checkReport', { strategy, params, candles, setting }),
    dispose: () => process.dispose(),
  });
}

/** Beside the bundle's chunks, or where the source is. */
function workerPath(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../own-strategy-worker.ts' : './own-strategy-worker.js', import.meta.url));
}
