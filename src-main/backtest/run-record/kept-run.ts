import type { Money } from '../../model/money.ts';
import { moneyToText } from '../../model/money.ts';
import { runName } from '../../model/run-name.ts';
import type { Interval } from '../../model/time.ts';
import { tradeText } from '../exports/trade-text.ts';
import type { BacktestRun } from '../recorder.ts';
import type { BacktestReport } from '../report.ts';
import { thinCurve } from '../thin-curve.ts';
import type { RunRecord } from './run-record.ts';

/** What a list of runs shows. Money as decimal text in the quote asset; null where a figure is undefined. */
export type RunSummary = {
  readonly strategyId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly quoteAsset: string;
  readonly interval: Interval;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly candles: number;
  readonly capital: string;
  readonly finalEquity: string;
  readonly netProfit: string;
  readonly trades: number;
  readonly totalReturn: number | null;
  readonly maxDrawdown: number | null;
  readonly sharpe: number | null;
  /** Of the record: equal for runs that are equal to the bit. */
  readonly result: string;
};

/** Everything else that is kept. Trades as columns, which pack to a fraction of rows. */
export type RunDetail = {
  readonly record: RunRecord;
  readonly metrics: BacktestReport['metrics'];
  readonly curve: {
    readonly timeMs: readonly number[];
    readonly equity: readonly number[];
    /** Fall from the peak of the whole curve, as a fraction. */
    readonly drawdown: readonly number[];
  };
  /** How its months and falls were, and how far its Sharpe ratio may be luck. */
  readonly course: Pick<BacktestReport['statistics'], 'monthlyReturns' | 'drawdowns' | 'probabilisticSharpe'>;
  readonly trades: Readonly<Record<string, readonly (string | number)[]>>;
};

/** A run as the history takes it: `summary` and `detail` are JSON of the two above. */
export type KeptRun = {
  readonly record: RunRecord;
  readonly name: string;
  readonly summary: string;
  readonly detail: string;
};

/** Enough for the curves of runs laid over each other. */
const MOST_CURVE_POINTS = 500;

export function keptRunOf(run: BacktestRun, report: BacktestReport, record: RunRecord): KeptRun {
  const { timeMs, equity, drawdown } = thinCurve(report.curve, MOST_CURVE_POINTS);
  const { monthlyReturns, drawdowns, probabilisticSharpe } = report.statistics;
  const detail: RunDetail = {
    record,
    metrics: report.metrics,
    curve: { timeMs: Array.from(timeMs), equity: Array.from(equity), drawdown: Array.from(drawdown) },
    course: { monthlyReturns, drawdowns, probabilisticSharpe },
    trades: columnsOf(run.trades.map(tradeText)),
  };
  return {
    record,
    name: runName(run.request.strategyId, run.request.params),
    summary: JSON.stringify(summaryOf(run, report, record)),
    detail: JSON.stringify(detail),
  };
}

/** The trades again, one object each. */
export function rowsOf(columns: RunDetail['trades']): readonly Readonly<Record<string, string | number>>[] {
  const names = Object.keys(columns);
  const count = columns[names[0] ?? '']?.length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, columns[name]?.[row] ?? ''])),
  );
}

function summaryOf(
  { request, trades, finalEquity }: BacktestRun,
  report: BacktestReport,
  record: RunRecord,
): RunSummary {
  const { instrument, capital } = request;
  const { totalReturn, maxDrawdown, sharpe } = report.metrics;
  return {
    strategyId: request.strategyId,
    instrumentId: instrument.id,
    symbol: instrument.symbol,
    quoteAsset: instrument.quoteAsset,
    interval: request.interval,
    firstMs: report.firstMs,
    lastMs: report.lastMs,
    candles: report.candles,
    capital: moneyToText(capital),
    finalEquity: moneyToText(finalEquity),
    netProfit: moneyToText((finalEquity - capital) as Money),
    trades: trades.length,
    totalReturn,
    maxDrawdown,
    sharpe,
    result: record.result,
  };
}

function columnsOf(rows: readonly Readonly<Record<string, string | number>>[]): RunDetail['trades'] {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? '')]));
}
