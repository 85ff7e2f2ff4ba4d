import { z } from 'zod';
import { decimalText, float64Column, timeMs } from './views.ts';

/**
 * What a report says of a backtest beyond its metrics. Fractions unless said otherwise, money as decimal text in the quote
 * asset, null where undefined. Definitions: docs/metrics.md.
 */
const statistic = z.number().nullable();
const range = z.strictObject({ low: z.number(), high: z.number() }).nullable();
const notedTrade = z.strictObject({ number: z.number().int(), profit: decimalText, return: statistic }).nullable();

export const statisticsView = z.strictObject({
  omega: statistic,
  ulcerIndex: statistic,
  valueAtRisk: statistic,
  expectedShortfall: statistic,
  skewness: statistic,
  excessKurtosis: statistic,
  probabilisticSharpe: statistic,
  /** 95 % intervals over resampled histories. */
  bootstrap: z.strictObject({
    resamples: z.number().int(),
    blockDays: z.number().int(),
    seed: z.string(),
    sharpe: range,
    maxDrawdown: range,
  }),
  streaks: z.strictObject({
    longestWinning: statistic,
    longestLosing: statistic,
    averageWinning: statistic,
    averageLosing: statistic,
  }),
  bestTrade: notedTrade,
  worstTrade: notedTrade,
  holdingTime: z.strictObject({ averageMs: statistic, averageWinningMs: statistic, averageLosingMs: statistic }),
  tradedValue: decimalText,
  turnover: statistic,
  breakEvenFeeBps: statistic,
  /** January first; UTC. */
  monthlyReturns: z
    .array(z.strictObject({ year: z.number().int(), months: z.array(statistic).readonly(), total: statistic }))
    .readonly(),
  /** The five deepest; `regainedMs` null when it never was. */
  drawdowns: z
    .array(z.strictObject({ fromMs: timeMs, lowestMs: timeMs, regainedMs: timeMs.nullable(), depth: z.number() }))
    .readonly(),
  /** One row a day at most, thinned to 1,000; NaN where undefined. */
  rollingSharpe: z.strictObject({ days: z.number().int(), timeMs: float64Column, sharpe: float64Column }),
});
export type StatisticsView = z.infer<typeof statisticsView>;

/** The same run by one other program's definitions. */
export const peerFiguresView = z.strictObject({
  sharpe: statistic,
  sortino: statistic,
  calmar: statistic,
  annualisedReturn: statistic,
  profitFactor: statistic,
  expectancy: statistic,
  systemQuality: statistic,
});
export type PeerFiguresView = z.infer<typeof peerFiguresView>;

export const peerMetricsView = z.strictObject({
  freqtradeTrades: peerFiguresView,
  freqtradeWallet: peerFiguresView,
  backtestingPy: peerFiguresView,
  nautilusTrader: peerFiguresView,
});

export const tradeGroupView = z.strictObject({
  /** Empty for trades without one. */
  name: z.string(),
  trades: z.number().int(),
  winRate: z.number(),
  profit: decimalText,
  fees: decimalText,
  profitFactor: statistic,
  averageReturn: statistic,
  averageHoldingMs: z.number(),
});
export type TradeGroupView = z.infer<typeof tradeGroupView>;

const groups = z.array(tradeGroupView).readonly();

/** What the charts and tables of a report are drawn from. */
export const reportSectionsView = z.strictObject({
  /** How many days had a return in [from, to); days without a change are only counted. */
  returnDistribution: z.strictObject({
    days: z.number().int(),
    stillDays: z.number().int(),
    bins: z.array(z.strictObject({ from: z.number(), to: z.number(), count: z.number().int() })).readonly(),
  }),
  /** Share of equity held long (≥ 0) and short (≤ 0), averaged to at most 500 points. */
  exposure: z.strictObject({ timeMs: float64Column, long: float64Column, short: float64Column }),
  /** One point a trade, at most 2,000: how far the price went against it and for it, and what it returned. */
  excursions: z.strictObject({
    number: float64Column,
    adverse: float64Column,
    favourable: float64Column,
    tradeReturn: float64Column,
  }),
  groups: z.strictObject({
    side: groups,
    exitReason: groups,
    entryTag: groups,
    exitTag: groups,
    symbol: groups,
    regime: groups,
  }),
  costs: z.strictObject({
    grossProfit: decimalText,
    netProfit: decimalText,
    tradedValue: decimalText,
    parts: z
      .array(
        z.strictObject({
          kind: z.enum(['takerFees', 'makerFees', 'spread', 'slippage', 'funding']),
          /** null: the venue did not tell. */
          amount: decimalText.nullable(),
          ofGross: statistic,
          bpsOfTraded: statistic,
        }),
      )
      .readonly(),
    fills: z.number().int(),
    makerFills: z.number().int(),
  }),
  /** Orders risk refused: all counted by rule, the first 300 kept. */
  refusals: z.strictObject({
    total: z.number().int(),
    rules: z.array(z.strictObject({ rule: z.string(), count: z.number().int() })).readonly(),
    first: z.array(z.strictObject({ rule: z.string(), limit: z.string(), actual: z.string(), timeMs })).readonly(),
  }),
});
export type ReportSectionsView = z.infer<typeof reportSectionsView>;

/** How far a result may be trusted: what the data told and how fills were modelled. */
export const fidelityView = z.strictObject({ grade: z.string(), reasons: z.array(z.string()).readonly() });
export type FidelityView = z.infer<typeof fidelityView>;

/** Forms a result can be kept in; the texts are those of the command line. */
export const exportFormat = z.enum(['json', 'csv', 'html']);
export type ExportFormat = z.infer<typeof exportFormat>;
