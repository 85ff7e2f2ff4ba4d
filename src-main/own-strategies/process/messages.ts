import type { BacktestRequest } from '../../backtest/backtest-request.ts';
import type { CheckReport } from '../../backtest/checks/check-report.ts';
import type { CheckOptions } from '../../backtest/checks/check-strategy.ts';
import type { BacktestRun } from '../../backtest/recorder.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { Intent } from '../../engine/strategies/intent.ts';
import type { PositionView } from '../../engine/strategies/strategy.ts';
import type { Candle, CandleColumns } from '../../model/candle.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { ReplayedBot, ReplayRequest } from '../../parity/replay-bot.ts';
import type { CompiledStrategy } from '../compile/compile-strategy.ts';

/** What a strategy says of itself, for lists, forms and whoever loads its history. */
export type StrategyInspection = {
  readonly title: string;
  readonly description: string;
  readonly rule: string | null;
  /** JSON schema of its parameters, as for the shipped strategies. */
  readonly schema: unknown;
  /** With defaults filled in. */
  readonly params: Readonly<Record<string, unknown>>;
  /** With these parameters. */
  readonly warmUp: number;
  readonly readsRegime: boolean;
};

/** One thing found wrong by checking a strategy on candles: look-ahead, warm-up, repainting. */
export type CheckFinding = { readonly check: string; readonly message: string };

/** What the candles are, and how they are used; told from the candles when left out. */
export type CheckSetting = Pick<CheckOptions, 'instrument' | 'interval' | 'mostCandles' | 'seed'>;

export type CheckInput = {
  readonly strategy: CompiledStrategy;
  readonly params: object;
  readonly candles: CandleColumns;
  readonly setting?: CheckSetting;
};

export type LiveStart = { readonly warmUp: number };

/** What a live bot's strategy answers to a bar. `barOpenMs` says which. */
export type LiveAnswer = { readonly barOpenMs: TimestampMs; readonly intents: readonly Intent[] };

/** What the process can be asked for: name, what it takes, what it answers. */
export type StrategyRequests = {
  compile: { input: { source: string; fileName: string }; output: CompiledStrategy };
  inspect: { input: { strategy: CompiledStrategy; params: object }; output: StrategyInspection };
  /** What the checks found wrong on candles; empty when nothing. */
  check: { input: CheckInput; output: readonly CheckFinding[] };
  /** The same in full. */
  checkReport: { input: CheckInput; output: CheckReport };
  /** `strategyId` of the request is what the trades are told under; it names nothing. */
  backtest: {
    input: { strategy: CompiledStrategy; request: BacktestRequest };
    output: Omit<BacktestRun, 'request'> & { params: BacktestRequest['params'] };
  };
  /** A bot's own span again, as its parity wants it. */
  replay: { input: { strategy: CompiledStrategy; request: ReplayRequest }; output: ReplayedBot };
  /** Closed bars before now; none of them is judged. */
  startLive: { input: { strategy: CompiledStrategy; params: object; history: CandleColumns }; output: LiveStart };
  /** One closed bar and the bot's position at its close. */
  bar: { input: { candle: Candle; position: PositionView }; output: LiveAnswer };
};

export type RequestName = keyof StrategyRequests;
export type InputOf<Name extends RequestName> = StrategyRequests[Name]['input'];
export type OutputOf<Name extends RequestName> = StrategyRequests[Name]['output'];

/** Towards the process, and on to its thread. */
export type ToProcess =
  | { readonly kind: 'ask'; readonly id: number; readonly name: RequestName; readonly input: unknown }
  | { readonly kind: 'cancel' };

/** Of the inner thread alone: what it has begun to answer, and where to see what the strategy is at. */
export type FromThread =
  | FromProcess
  | { readonly kind: 'begun'; readonly name: RequestName }
  | { readonly kind: 'memory'; readonly memory: SharedArrayBuffer };

/** Back. A `failed` is the last there is: the strategy was stopped, and its process ends. */
export type FromProcess =
  | { readonly kind: 'answer'; readonly id: number; readonly outcome: Outcome<unknown> }
  | { readonly kind: 'progress'; readonly id: number; readonly fraction: number }
  | { readonly kind: 'failed'; readonly outcome: Outcome<never> };
