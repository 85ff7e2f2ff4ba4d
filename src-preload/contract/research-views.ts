import { z } from 'zod';
import { REJECTION_KINDS } from './rejection-kinds.ts';
import { fidelityView, peerMetricsView, reportSectionsView, statisticsView } from './report-views.ts';
import { fillChoices } from './study-views.ts';
import {
  candleColumnsView,
  decimalText,
  float64Column,
  interval,
  params,
  regimeRulesView,
  shortText,
  timeMs,
  tradeView,
} from './views.ts';

/** Views of stored data, imports, strategies, indicators and backtests. */
export const jsonSchema = z.record(z.string(), z.unknown());

export const strategyView = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  /** When exactly it enters and leaves; null when it does not say. */
  rule: z.string().nullable(),
  /** JSON Schema of its parameters, with titles, descriptions, limits and defaults. */
  schema: jsonSchema,
  defaults: params,
});
export type StrategyView = z.infer<typeof strategyView>;

export const indicatorView = z.strictObject({
  name: z.string(),
  title: z.string(),
  outputs: z.array(z.string()).readonly(),
  pane: z.enum(['price', 'own']),
  schema: jsonSchema,
  defaults: params,
});
export type IndicatorView = z.infer<typeof indicatorView>;

/** The part of a series that fits a chart: at most `maxBars` rows, each the exact open, high, low, close and volume of `barsPerRow` bars. */
export const candleWindowView = z.strictObject({
  columns: candleColumnsView,
  barsPerRow: z.number().int().min(1),
  /** Of the whole series, so that a chart can show where it is; null when the series is empty. */
  firstMs: timeMs.nullable(),
  lastMs: timeMs.nullable(),
  totalBars: z.number().int().min(0),
  /** Index in the whole series of the first and of one past the last bar covered. */
  fromIndex: z.number().int().min(0),
  toIndex: z.number().int().min(0),
});
export type CandleWindowView = z.infer<typeof candleWindowView>;

/** Values of one indicator at the last bar of each row of a candle window; NaN while warming up. */
export const indicatorWindowView = z.strictObject({
  outputs: z.array(z.strictObject({ name: z.string(), values: float64Column })).readonly(),
});
export type IndicatorWindowView = z.infer<typeof indicatorWindowView>;

export const storedSeriesView = z.strictObject({
  instrumentId: z.string(),
  symbol: z.string(),
  interval,
  candles: z.number().int(),
  firstMs: timeMs,
  lastMs: timeMs,
  gaps: z.number().int(),
  missingBars: z.number().int(),
  bytes: z.number().int(),
  simulated: z.boolean(),
});
export type StoredSeriesView = z.infer<typeof storedSeriesView>;

export const gapView = z.strictObject({ fromMs: timeMs, toMs: timeMs, missingBars: z.number().int() });
export type GapView = z.infer<typeof gapView>;

export const columnMapping = z.strictObject({
  time: z.number().int().min(0),
  open: z.number().int().min(0),
  high: z.number().int().min(0),
  low: z.number().int().min(0),
  close: z.number().int().min(0),
  /** null when the file has no volume; it is then 0. */
  volume: z.number().int().min(0).nullable(),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** What a look at a CSV file's beginning says about it; all of it can be overruled. */
export const csvPreviewView = z.strictObject({
  path: z.string(),
  fileName: z.string(),
  bytes: z.number().int(),
  delimiter: z.enum([',', ';', '\t']),
  decimalComma: z.boolean(),
  header: z.array(z.string()).readonly().nullable(),
  mapping: columnMapping.nullable(),
  timeFormat: z.enum(['epochS', 'epochMs', 'epochUs', 'epochNs', 'text']).nullable(),
  /** Times carry no zone of their own, so the person must name one. */
  needsTimeZone: z.boolean(),
  guessedSymbol: z.string().nullable(),
  guessedInterval: interval.nullable(),
  rows: z.array(z.array(z.string()).readonly()).readonly(),
});
export type CsvPreviewView = z.infer<typeof csvPreviewView>;

export const rejectionView = z.strictObject({
  count: z.number().int(),
  /** The first ten: line number in the file (1 is the first line) and the line's text. */
  first: z.array(z.strictObject({ line: z.number().int(), text: z.string() })).readonly(),
});

export const importResultView = z.strictObject({
  rows: z.number().int(),
  inserted: z.number().int(),
  changed: z.number().int(),
  rejected: z.record(z.enum(REJECTION_KINDS), rejectionView),
  /** The file was newest first and was read backwards. */
  descending: z.boolean(),
  gaps: z.number().int(),
  missingBars: z.number().int(),
  first: timeMs.nullable(),
  last: timeMs.nullable(),
});
export type ImportResultView = z.infer<typeof importResultView>;

export const backtestRequest = z.strictObject({
  instrumentId: shortText,
  interval,
  /** null: from the first, to the last candle stored. */
  fromMs: timeMs.nullable(),
  toMs: timeMs.nullable(),
  strategyId: shortText,
  params,
  capital: decimalText,
  feeBps: z.number().min(-100).max(1000),
  slippageBps: z.number().min(0).max(1000),
  spreadBps: z.number().min(0).max(1000),
  sizeFraction: z.number().gt(0).max(1),
  stopLossFraction: z.number().gt(0).lt(1).nullable(),
  takeProfitFraction: z.number().gt(0).max(100).nullable(),
  leverage: z.number().min(1).max(125),
  /** Left out: as plain as can be. */
  fills: fillChoices.optional(),
  /** Left out: the run does not go by regimes. */
  regimes: regimeRulesView.exactOptional(),
});
export type BacktestRequest = z.infer<typeof backtestRequest>;

const statistic = z.number().nullable();
/** Fractions unless said otherwise; null when undefined (no trades, no losses, too short). */
export const metricsView = z.strictObject({
  totalReturn: statistic,
  buyAndHoldReturn: statistic,
  annualisedReturn: statistic,
  maxDrawdown: statistic,
  /** Longest time under water, milliseconds. */
  maxDrawdownMs: statistic,
  sharpe: statistic,
  sortino: statistic,
  calmar: statistic,
  winRate: statistic,
  profitFactor: statistic,
  /** Mean profit of a trade, quote asset. */
  expectancy: statistic,
  /** Share of candles with a position at their close. */
  exposure: statistic,
  trades: z.number().int(),
  /** Quote asset. */
  fees: decimalText,
});
export type MetricsView = z.infer<typeof metricsView>;

/** What a worker makes of a run; the rest of a result is known before it starts. */
export const backtestReportView = z.strictObject({
  candles: z.number().int(),
  firstMs: timeMs,
  lastMs: timeMs,
  finalEquity: decimalText,
  metrics: metricsView,
  statistics: statisticsView,
  peerMetrics: peerMetricsView,
  sections: reportSectionsView,
  trades: z.array(tradeView).readonly(),
  /** Equity at bars' closes and the drawdown from its peak, thinned to at most 2,000 points that keep the extremes. */
  curve: z.strictObject({ timeMs: float64Column, equity: float64Column, drawdown: float64Column }),
  refusals: z.number().int(),
  /** null where nobody judged it. */
  fidelity: fidelityView.nullable(),
});
export type BacktestReportView = z.infer<typeof backtestReportView>;

export const backtestResultView = backtestReportView.extend({
  request: backtestRequest,
  symbol: z.string(),
  quoteAsset: z.string(),
  simulated: z.boolean(),
  durationMs: z.number(),
});
export type BacktestResultView = z.infer<typeof backtestResultView>;
