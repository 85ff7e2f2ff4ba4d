import type { StatisticsView } from '../../src-preload/contract/report-views.ts';
import type { BacktestReportView } from '../../src-preload/contract/research-views.ts';
import type { BacktestReport } from '../backtest/report.ts';
import { toTradeView } from '../ipc/to-view.ts';
import { moneyToText } from '../model/money.ts';

/** A report as the window reads it; made in the worker, because of its thousands of trades. */
export function toReportView(report: BacktestReport): BacktestReportView {
  return {
    ...report,
    finalEquity: moneyToText(report.finalEquity),
    trades: report.trades.map(toTradeView),
    statistics: { ...report.statistics, rollingSharpe: rollingSharpeView(report.statistics.rollingSharpe) },
    fidelity: null,
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
