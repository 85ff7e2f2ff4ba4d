import { moneyToNumber, moneyToText } from '../../model/money.ts';
import type { ExitReason } from '../../model/position.ts';
import type { BacktestRun } from '../recorder.ts';
import type { BootstrapResult } from './bootstrap.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { dailyCurveOf } from './daily-curve.ts';
import type { DrawdownSpell } from './drawdown-table.ts';
import { drawdownTable } from './drawdown-table.ts';
import type { Excursion } from './excursions.ts';
import { excursionOf } from './excursions.ts';
import type { HoldingTime } from './holding-time.ts';
import { holdingTimeOf } from './holding-time.ts';
import { sampleExcessKurtosis, sampleSkewness } from './moments.ts';
import type { YearReturns } from './monthly-returns.ts';
import { monthlyReturns } from './monthly-returns.ts';
import { omegaRatio } from './omega-ratio.ts';
import { probabilisticSharpeRatio } from './probabilistic-sharpe.ts';
import type { ProfitGroup } from './profit-groups.ts';
import { profitGroups } from './profit-groups.ts';
import type { RollingSharpe } from './rolling-sharpe.ts';
import { rollingSharpe } from './rolling-sharpe.ts';
import type { Streaks } from './streaks.ts';
import { streaksOf } from './streaks.ts';
import type { TailLoss } from './tail-loss.ts';
import { tailLoss } from './tail-loss.ts';
import type { NotedTrade } from './trade-return.ts';
import { extremeTrades } from './trade-return.ts';
import { breakEvenFeeBps, tradedValueOf, turnoverOf } from './turnover.ts';
import { ulcerIndex } from './ulcer-index.ts';

/**
 * What can be said of a run beyond its metrics. Fractions unless said otherwise, money as decimal text in the quote asset,
 * null where undefined; daily figures use the same daily returns as the metrics. Definitions: docs/metrics.md.
 */
export type Statistics = TailLoss & {
  readonly omega: number | null;
  readonly ulcerIndex: number | null;
  readonly skewness: number | null;
  /** 0 for a normal distribution. */
  readonly excessKurtosis: number | null;
  /** Probability that the true Sharpe ratio is above 0. */
  readonly probabilisticSharpe: number | null;
  readonly bootstrap: BootstrapResult;
  readonly streaks: Streaks;
  readonly bestTrade: NotedTrade | null;
  readonly worstTrade: NotedTrade | null;
  readonly holdingTime: HoldingTime;
  readonly tradedValue: string;
  readonly turnover: number | null;
  readonly breakEvenFeeBps: number | null;
  readonly bySide: Partial<Record<'long' | 'short', ProfitGroup>>;
  readonly byExitReason: Partial<Record<ExitReason, ProfitGroup>>;
  readonly monthlyReturns: readonly YearReturns[];
  readonly drawdowns: readonly DrawdownSpell[];
  readonly rollingSharpe: RollingSharpe;
  /** One for each trade, in the trades' order. */
  readonly excursions: readonly Excursion[];
};

export function statisticsOf({ request, trades, equity }: BacktestRun): Statistics {
  const { candles } = request;
  const capital = moneyToNumber(request.capital);
  const daily = dailyCurveOf(candles.openTimeMs, equity, capital);
  const { best, worst } = extremeTrades(trades);
  return {
    omega: omegaRatio(daily.returns),
    ulcerIndex: ulcerIndex(daily.equity),
    ...tailLoss(daily.returns),
    skewness: sampleSkewness(daily.returns),
    excessKurtosis: sampleExcessKurtosis(daily.returns),
    probabilisticSharpe: probabilisticSharpeRatio(daily.returns),
    bootstrap: bootstrapIntervals(daily.returns),
    streaks: streaksOf(trades),
    bestTrade: best,
    worstTrade: worst,
    holdingTime: holdingTimeOf(trades),
    tradedValue: moneyToText(tradedValueOf(trades)),
    turnover: turnoverOf(trades, equity),
    breakEvenFeeBps: breakEvenFeeBps(trades),
    bySide: profitGroups(trades, ({ side }) => side),
    byExitReason: profitGroups(trades, ({ exitReason }) => exitReason),
    monthlyReturns: monthlyReturns(candles.openTimeMs, equity, capital),
    drawdowns: drawdownTable(candles.openTimeMs, equity, capital),
    rollingSharpe: rollingSharpe(daily),
    excursions: trades.map((trade) => excursionOf(trade, candles)),
  };
}
