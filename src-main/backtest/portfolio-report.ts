import type { Money } from '../model/money.ts';
import { moneyToNumber, moneyToText, ZERO_MONEY } from '../model/money.ts';
import type { Metrics } from './metrics.ts';
import { metricsOf } from './metrics.ts';
import type { PeerMetrics } from './peer-metrics.ts';
import { peerMetricsOf } from './peer-metrics.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { CostsSplit } from './report-sections/costs-split.ts';
import { costsSplit } from './report-sections/costs-split.ts';
import type { BotResult, PortfolioRun } from './run-portfolio.ts';
import type { Statistics } from './statistics/statistics-of.ts';
import { statisticsOf } from './statistics/statistics-of.ts';
import { tradedValueOf } from './statistics/turnover.ts';
import type { Tape } from './tape.ts';

/** What a bot, or all bots on a symbol, came to. Money as decimal text in the quote asset; fractions of the capital. */
export type PortfolioShare = {
  readonly trades: number;
  readonly wins: number;
  readonly profit: string;
  readonly fees: string;
  /** Profit ÷ starting capital of the whole portfolio. */
  readonly contribution: number;
  readonly refusals: Readonly<Record<string, number>>;
};

export type BotShare = PortfolioShare & {
  readonly bot: string;
  readonly symbol: string;
  readonly interval: string;
  readonly strategy: string;
  readonly params: Readonly<Record<string, unknown>>;
};

export type SymbolShare = PortfolioShare & {
  readonly symbol: string;
  readonly candles: number;
  /** Last close ÷ first open − 1. */
  readonly buyAndHoldReturn: number;
};

export type PortfolioReport = {
  /** Of the whole account, the index of its symbols as buy and hold. */
  readonly metrics: Metrics;
  readonly statistics: Omit<Statistics, 'excursions'>;
  readonly peerMetrics: PeerMetrics;
  readonly costs: CostsSplit;
  readonly bots: readonly BotShare[];
  readonly symbols: readonly SymbolShare[];
  readonly refusals: RefusalLog;
};

export function portfolioReportOf({ request, combined, bots }: PortfolioRun): PortfolioReport {
  const { excursions: _excursions, ...statistics } = statisticsOf(combined);
  const { capital, tapes } = request;
  return {
    metrics: metricsOf(combined),
    statistics,
    peerMetrics: peerMetricsOf(combined),
    costs: costsSplit(combined.costs, (combined.finalEquity - capital) as Money, tradedValueOf(combined.trades)),
    bots: bots.map((result) => ({
      bot: result.bot.id,
      symbol: result.instrument.symbol,
      interval: result.bot.interval,
      strategy: result.bot.strategyId,
      params: result.bot.params,
      ...shareOf([result], capital),
    })),
    symbols: tapes.map((tape) => symbolShare(tape, bots, capital)),
    refusals: combined.refusalLog,
  };
}

function symbolShare({ instrument, candles }: Tape, bots: readonly BotResult[], capital: Money): SymbolShare {
  const rows = candles.close.length;
  const own = bots.filter((result) => result.instrument.id === instrument.id);
  return {
    symbol: instrument.symbol,
    candles: rows,
    buyAndHoldReturn: (candles.close[rows - 1] as number) / (candles.open[0] as number) - 1,
    ...shareOf(own, capital),
  };
}

function shareOf(results: readonly BotResult[], capital: Money): PortfolioShare {
  const refusals: Record<string, number> = {};
  let profit: bigint = ZERO_MONEY;
  let fees: bigint = ZERO_MONEY;
  let [trades, wins] = [0, 0];
  for (const result of results) {
    profit += result.profit;
    fees += result.fees;
    trades += result.trades;
    wins += result.wins;
    for (const [rule, count] of Object.entries(result.refusals)) refusals[rule] = (refusals[rule] ?? 0) + count;
  }
  return {
    trades,
    wins,
    profit: moneyToText(profit as Money),
    fees: moneyToText(fees as Money),
    contribution: moneyToNumber(profit as Money) / moneyToNumber(capital),
    refusals,
  };
}
