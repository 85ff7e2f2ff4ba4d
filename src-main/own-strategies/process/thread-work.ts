import { z } from 'zod';
import { parseStrategyParams } from '../../backtest/backtest-request.ts';
import type { CheckReport } from '../../backtest/checks/check-report.ts';
import { checkStrategy } from '../../backtest/checks/check-strategy.ts';
import { runBacktest } from '../../backtest/run-backtest.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { StrategyDefinition } from '../../engine/strategies/strategy.ts';
import { replayBot } from '../../parity/replay-bot.ts';
import type { CompiledStrategy } from '../compile/compile-strategy.ts';
import { loadStrategy } from '../sandbox/load-strategy.ts';
import { StrategyFault, strategyFailed } from '../strategy-problem.ts';
import { findingsOf, settingOf } from './check-findings.ts';
import { LiveRun } from './live-run.ts';
import type { CheckInput, InputOf, OutputOf, RequestName, StrategyInspection } from './messages.ts';

export type ThreadParts = {
  /** Slot 0 becomes 1 when a backtest shall end. */
  readonly cancelled: Int32Array;
  readonly onMemory: (memory: SharedArrayBuffer) => void;
  /** For the one question that is being answered. */
  readonly onProgress: (fraction: number) => void;
};

type Handler<Name extends RequestName> = (
  input: InputOf<Name>,
  parts: ThreadParts,
) => Outcome<OutputOf<Name>> | Promise<Outcome<OutputOf<Name>>>;

export type ThreadWork = (name: RequestName, input: unknown) => Promise<Outcome<unknown>>;

/** Answers questions in the thread that strategies run in. */
export function createThreadWork(parts: ThreadParts): ThreadWork {
  let live: LiveRun | null = null;
  const handlers: { readonly [Name in RequestName]: Handler<Name> } = {
    // The compiler is large; a process that only runs a strategy never loads it.
    compile: async ({ source, fileName }) =>
      (await import('../compile/compile-strategy.ts')).compileStrategy(source, fileName),
    inspect: ({ strategy, params }) => inspect(load(strategy, parts), params),
    check(input) {
      const report = check(input, parts);
      return report.ok ? succeed(findingsOf(report.value)) : report;
    },
    checkReport: (input) => check(input, parts),
    backtest: (input) => backtest(input, parts),
    replay: (input) => replay(input, parts),
    startLive({ strategy, params, history }) {
      const definition = load(strategy, parts);
      const parsed = parseStrategyParams(definition.id, params, () => definition);
      if (!parsed.ok) return parsed;
      live = new LiveRun(definition, parsed.value, history);
      return succeed({ warmUp: live.warmUp });
    },
    bar: ({ candle, position }) =>
      live === null
        ? fail('botNotRunning', 'no strategy was started, expected startLive before')
        : live.next(candle, position),
  };
  return async (name, input) => {
    try {
      return await (handlers[name] as Handler<RequestName>)(input as never, parts);
    } catch (error) {
      if (error instanceof StrategyFault) return strategyFailed(error);
      throw error;
    }
  };
}

function load(strategy: CompiledStrategy, { onMemory }: ThreadParts): StrategyDefinition {
  return loadStrategy(strategy, strategy.fileName.replace(/\.(ts|js)$/, ''), { onMemory });
}

function inspect(definition: StrategyDefinition, given: object): Outcome<StrategyInspection> {
  const params = parseStrategyParams(definition.id, given, () => definition);
  if (!params.ok) return params;
  return succeed({
    title: definition.title,
    description: definition.description,
    rule: definition.rule ?? null,
    schema: z.toJSONSchema(definition.params, { io: 'input' }),
    params: params.value,
    warmUp: definition.warmUp(params.value),
    readsRegime: definition.readsRegime === true,
  });
}

function check({ strategy, params, candles, setting }: CheckInput, parts: ThreadParts): Outcome<CheckReport> {
  return checkStrategy(load(strategy, parts), params, candles, {
    ...(setting ?? settingOf(candles)),
    onProgress: parts.onProgress,
    isCancelled: () => isCancelled(parts),
  });
}

function isCancelled({ cancelled }: ThreadParts): boolean {
  return Atomics.load(cancelled, 0) === 1;
}

function backtest({ strategy, request }: InputOf<'backtest'>, parts: ThreadParts): Outcome<OutputOf<'backtest'>> {
  const faults: StrategyFault[] = [];
  const definition = rememberingFaults(load(strategy, parts), faults);
  const run = tolerant(faults, () =>
    runBacktest(request, {
      onProgress: parts.onProgress,
      isCancelled: () => isCancelled(parts),
      findStrategy: () => definition,
    }),
  );
  if (!run.ok) return run;
  const { request: parsed, ...rest } = run.value;
  return succeed({ ...rest, params: parsed.params });
}

function replay({ strategy, request }: InputOf<'replay'>, parts: ThreadParts): Outcome<OutputOf<'replay'>> {
  const faults: StrategyFault[] = [];
  const definition = rememberingFaults(load(strategy, parts), faults);
  const replayed = replayBot(request, () => definition);
  const [fault] = faults;
  return fault === undefined ? replayed : strategyFailed(fault);
}

/** The engine turns what a strategy throws into a failed bot and a backtest into an error; the fault itself says more. */
function rememberingFaults(definition: StrategyDefinition, faults: StrategyFault[]): StrategyDefinition {
  return {
    ...definition,
    create(params, inputs) {
      const run = remember(faults, () => definition.create(params, inputs));
      return { decide: () => remember(faults, () => run.decide()) };
    },
  };
}

function remember<T>(faults: StrategyFault[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof StrategyFault) faults.push(error);
    throw error;
  }
}

function tolerant<T>(faults: readonly StrategyFault[], run: () => Outcome<T>): Outcome<T> {
  try {
    return run();
  } catch (error) {
    const [fault] = faults;
    if (fault === undefined) throw error;
    return strategyFailed(fault);
  }
}
