import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { PositionView, StrategyDefinition } from '../../engine/strategies/strategy.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import { moneyFromText } from '../../model/money.ts';
import type { Interval } from '../../model/time.ts';
import { NO_ACCOUNT_LIMITS } from '../backtest-request.ts';
import { runBacktest } from '../run-backtest.ts';
import type { Tape } from '../tape.ts';
import type { RunRecord } from './run-record.ts';
import { WatchedStrategy } from './watched-strategy.ts';

/** What is checked. */
export type Subject = {
  readonly definition: StrategyDefinition;
  readonly params: Readonly<Record<string, unknown>>;
  readonly instrument: Instrument;
  readonly interval: Interval;
  /** Candles of the other symbols it looks at. */
  readonly others: readonly Tape[];
  readonly isCancelled?: () => boolean;
};

export type TapeOptions = {
  /** In place of the subject's. */
  readonly others?: readonly Tape[];
  /** The last candle is there only so that the one before it is judged; see `cutAfter`. */
  readonly hideLast?: boolean;
  readonly stepped?: boolean;
  readonly positionAt?: (row: number) => PositionView | undefined;
};

/** No costs, and more money than a strategy loses before the tape ends: only what it wants counts. */
const SETTING = {
  capital: moneyFromText('1000000000'),
  feeBps: 0,
  slippageBps: 0,
  spreadBps: 0,
  risk: { sizeFraction: 0.5, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  accountRisk: NO_ACCOUNT_LIMITS,
};

/** Runs the strategy through the backtest, without costs, and keeps what it wanted and what it was shown. */
export function recordRun(subject: Subject, candles: CandleColumns, options: TapeOptions = {}): Outcome<RunRecord> {
  const { definition, isCancelled, ...request } = subject;
  const rows = candles.openTimeMs.length;
  const watched = new WatchedStrategy(definition, {
    rows,
    hiddenFromMs: options.hideLast === true ? (candles.openTimeMs[rows - 1] as number) : Number.POSITIVE_INFINITY,
    stepped: options.stepped === true,
    ...(options.positionAt === undefined ? {} : { positionAt: options.positionAt }),
  });
  const find = { findStrategy: () => watched.definition, ...(isCancelled === undefined ? {} : { isCancelled }) };
  try {
    const run = runBacktest(
      { ...request, ...SETTING, candles, others: options.others ?? request.others, strategyId: definition.id },
      find,
    );
    return run.ok ? succeed(watched.record()) : run;
  } catch (error) {
    watched.fail(error instanceof Error ? error.message : String(error));
    return succeed(watched.record());
  }
}
