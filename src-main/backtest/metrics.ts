import type { Money } from '../model/money.ts';
import { moneyToNumber, moneyToText } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import { DAY_MS, intervalMs } from '../model/time.ts';
import { dailyEquity, returnsOf } from './daily-returns.ts';
import type { BacktestRun } from './recorder.ts';
import { DAYS_A_YEAR, definedOrNull, drawdownOf, sharpeRatio, sortinoRatio } from './statistics.ts';

/**
 * Fractions unless said otherwise; null where undefined (no trades, no losses, too short). Daily figures use marked-to-
 * market equity at the end of each UTC day, the starting capital first, 365 days a year, σ with n − 1. Definitions:
 * docs/metrics.md.
 */
export type Metrics = {
  readonly totalReturn: number | null;
  readonly buyAndHoldReturn: number | null;
  /** (E/E₀)^(365/days) − 1; null below 30 days. */
  readonly annualisedReturn: number | null;
  readonly maxDrawdown: number | null;
  readonly maxDrawdownMs: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  /** Annualised return ÷ maximum drawdown. */
  readonly calmar: number | null;
  /** Trades with a profit above 0 ÷ all trades. */
  readonly winRate: number | null;
  /** Sum of profits ÷ sum of losses, money, after fees. */
  readonly profitFactor: number | null;
  /** Mean profit of a trade, quote asset. */
  readonly expectancy: number | null;
  readonly exposure: number | null;
  readonly trades: number;
  /** Quote asset, decimal text. */
  readonly fees: string;
};

/** Shorter tests say nothing about a year. */
const SHORTEST_ANNUALISED_DAYS = 30;

export function metricsOf(run: BacktestRun): Metrics {
  const { candles, capital, interval } = run.request;
  const start = moneyToNumber(capital);
  const bars = run.equity.length;
  const returns = returnsOf(dailyEquity(candles.openTimeMs, run.equity, start));
  const drawdown = drawdownOf(candles.openTimeMs, run.equity, start);
  const total = moneyToNumber(run.finalEquity) / start - 1;
  const spanMs = (candles.openTimeMs[bars - 1] ?? 0) + intervalMs(interval) - (candles.openTimeMs[0] ?? 0);
  const annualised = annualisedReturn(total, spanMs);
  return {
    totalReturn: definedOrNull(total),
    buyAndHoldReturn: definedOrNull((candles.close[bars - 1] as number) / (candles.open[0] as number) - 1),
    annualisedReturn: annualised,
    maxDrawdown: definedOrNull(drawdown.deepest),
    maxDrawdownMs: drawdown.longestMs,
    sharpe: sharpeRatio(returns),
    sortino: sortinoRatio(returns),
    calmar: annualised === null || drawdown.deepest === 0 ? null : definedOrNull(annualised / drawdown.deepest),
    ...tradeMetrics(run.trades),
    exposure: definedOrNull(run.heldBars / bars),
    trades: run.trades.length,
    fees: moneyToText(run.fees),
  };
}

function annualisedReturn(total: number, spanMs: number): number | null {
  const days = spanMs / DAY_MS;
  if (days < SHORTEST_ANNUALISED_DAYS || total <= -1) return null;
  return definedOrNull((1 + total) ** (DAYS_A_YEAR / days) - 1);
}

function tradeMetrics(trades: readonly ClosedTrade[]): Pick<Metrics, 'winRate' | 'profitFactor' | 'expectancy'> {
  let won = 0n;
  let lost = 0n;
  let wins = 0;
  for (const { profit } of trades) {
    if (profit > 0n) {
      won += profit;
      wins++;
    } else lost -= profit;
  }
  return {
    winRate: definedOrNull(wins / trades.length),
    profitFactor: lost === 0n ? null : definedOrNull(moneyToNumber(won as Money) / moneyToNumber(lost as Money)),
    expectancy: definedOrNull(moneyToNumber((won - lost) as Money) / trades.length),
  };
}
