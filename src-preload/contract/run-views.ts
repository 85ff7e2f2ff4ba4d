import { z } from 'zod';
import { statisticsView } from './report-views.ts';
import { metricsView } from './research-views.ts';
import { botConfigView, decimalText, float64Column, interval, shortText, timeMs } from './views.ts';

/** Views of the history of backtests. Fractions unless said otherwise, null where undefined. */
const statistic = z.number().nullable();

export const runId = z.number().int().min(1);
/** Any name that shows something. */
export const runName = shortText.refine((text) => text.trim() !== '', 'expected more than spaces');
export const runNote = z.string().max(10_000);

/** A row of the history. */
export const runSummaryView = z.strictObject({
  runId,
  createdMs: timeMs,
  name: z.string(),
  note: z.string(),
  strategyId: z.string(),
  instrumentId: z.string(),
  symbol: z.string(),
  quoteAsset: z.string(),
  simulated: z.boolean(),
  interval,
  firstMs: timeMs,
  lastMs: timeMs,
  candles: z.number().int(),
  capital: decimalText,
  finalEquity: decimalText,
  netProfit: decimalText,
  trades: z.number().int(),
  totalReturn: statistic,
  maxDrawdown: statistic,
  sharpe: statistic,
  /** Digest of all that came out: equal for runs that are equal to the bit. */
  result: z.string(),
});
export type RunSummaryView = z.infer<typeof runSummaryView>;

/** Which candles a run was made on, by their SHA-256. */
export const recordedTapeView = z.strictObject({
  instrumentId: z.string(),
  interval,
  candles: z.number().int(),
  firstMs: timeMs,
  lastMs: timeMs,
  digest: z.string(),
});

/** Everything of a run but its trades. */
export const runView = runSummaryView.extend({
  appVersion: z.string(),
  engineCode: z.string(),
  /** null for a strategy that ships with the app. */
  strategyCode: z.string().nullable(),
  /** What the simulated market's candles are made from; null for stored ones. */
  marketSeed: z.string().nullable(),
  tapes: z.array(recordedTapeView).readonly(),
  /** Path and value of each, in alphabetical order. */
  settings: z.array(z.strictObject({ name: z.string(), value: z.string() })).readonly(),
  metrics: metricsView,
  curve: z.strictObject({ timeMs: float64Column, equity: float64Column, drawdown: float64Column }),
  course: statisticsView.pick({ monthlyReturns: true, drawdowns: true, probabilisticSharpe: true }),
});
export type RunView = z.infer<typeof runView>;

/** What a bot needs to trade as the run did; which market and whose money is for the person to say. */
export const botOfRunView = botConfigView
  .pick({ instrumentId: true, interval: true, strategyId: true, params: true, risk: true, regimes: true })
  .extend({ runId, name: z.string(), symbol: z.string() });
export type BotOfRunView = z.infer<typeof botOfRunView>;

/** What came of running it again. */
export const repeatView = z.strictObject({
  runId,
  bitEqual: z.boolean(),
  differences: z
    .array(
      z.strictObject({
        part: z.enum(['data', 'code', 'settings', 'result']),
        what: z.string(),
        recorded: z.string().nullable(),
        repeated: z.string().nullable(),
      }),
    )
    .readonly(),
});
export type RepeatView = z.infer<typeof repeatView>;

/** Newest first; only those before `beforeRunId`, null for the newest. */
export const runPageRequest = z.strictObject({
  beforeRunId: runId.nullable(),
  limit: z.number().int().min(1).max(500),
});
export const runPageView = z.strictObject({
  runs: z.array(runSummaryView).readonly(),
  /** Of all pages together. */
  total: z.number().int(),
});
