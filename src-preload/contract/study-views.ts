import { z } from 'zod';
import { limitsReplayView } from './risk-views.ts';
import { decimalText, interval, params, timeMs } from './views.ts';

/** How the simulated venue of a backtest fills; what is null is as the profile has it, else as plain as can be. */
export const fillChoices = z.strictObject({
  profile: z.enum(['tradingview']).nullable(),
  /** Of the profile: what market and stop orders lose. */
  slippageTicks: z.number().int().min(0).max(100_000),
  makerFeeBps: z.number().min(-100).max(1000).nullable(),
  takerFeeBps: z.number().min(-100).max(1000).nullable(),
  limits: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('through') }),
      z.strictObject({ kind: z.literal('touch') }),
      z.strictObject({ kind: z.literal('penetration'), ticks: z.number().int().min(0).max(100_000) }),
      z.strictObject({ kind: z.literal('queue'), shareAhead: z.number().min(0).max(1000) }),
    ])
    .nullable(),
  participation: z.number().gt(0).max(1).nullable(),
  path: z.enum(['pessimistic', 'optimistic', 'openHighLowClose']).nullable(),
  latencyMs: z.number().min(0).max(86_400_000),
  /** Candles of a minute, where they are stored, tell what happened inside a longer one. */
  minuteCandles: z.boolean(),
});
export type FillChoices = z.infer<typeof fillChoices>;

export const STUDIES = ['costs', 'checks', 'limits'] as const;
export const studyKind = z.enum(STUDIES);
export type StudyKind = z.infer<typeof studyKind>;

const bound = z.strictObject({ netProfit: decimalText, trades: z.number().int() });

/** The same run at other costs, and with every doubt inside a candle read against us and for us. */
export const costStudyView = z.strictObject({
  study: z.literal('costs'),
  sweep: z.strictObject({
    /** By fee, then by slippage, both rising. */
    points: z
      .array(
        z.strictObject({
          slippageBps: z.number(),
          feeBps: z.number(),
          netProfit: decimalText,
          trades: z.number().int(),
        }),
      )
      .readonly(),
    breakEven: z.strictObject({
      slippageBps: z.number().nullable(),
      outcome: z.enum(['found', 'noTrades', 'neverProfitable', 'alwaysProfitable']),
      sentence: z.string(),
    }),
  }),
  bounds: z.strictObject({ pessimistic: bound, optimistic: bound }),
});
export type CostStudyView = z.infer<typeof costStudyView>;

const value = z.union([z.string(), z.number()]).nullable();
const check = z.strictObject({
  verdict: z.enum(['passed', 'failed', 'notApplicable']),
  sentence: z.string(),
  /** The first things found. */
  evidence: z
    .array(
      z.strictObject({
        bar: z.number().int(),
        timeMs,
        what: z.enum(['decision', 'indicator']),
        name: z.string(),
        expected: value,
        actual: value,
        probe: z.string(),
        probeBar: z.number().int().nullable(),
      }),
    )
    .readonly(),
});
export type CheckView = z.infer<typeof check>;

const warmUpCheck = check.extend({
  declaredBars: z.number().int(),
  decisionsSettledAfterBars: z.number().int().nullable(),
  startUp: z
    .array(
      z.strictObject({
        indicator: z.string(),
        settledAfterBars: z.number().int().nullable(),
        differences: z.array(z.strictObject({ bars: z.number().int(), percent: z.number().nullable() })).readonly(),
      }),
    )
    .readonly(),
});

/** Whether the strategy looks ahead, starts too early or changes its mind about the past, on the candles of the run. */
export const checkStudyView = z.strictObject({
  study: z.literal('checks'),
  report: z.strictObject({
    strategyId: z.string(),
    params,
    interval,
    candles: z.number().int(),
    firstMs: timeMs,
    lastMs: timeMs,
    seed: z.string(),
    judgedBars: z.number().int(),
    decisions: z.number().int(),
    verdict: z.enum(['passed', 'failed']),
    checks: z.strictObject({ lookAhead: check, warmUp: warmUpCheck, repainting: check }),
  }),
});
export type CheckStudyView = z.infer<typeof checkStudyView>;

/** What the limits in force would have refused of its entries. */
export const limitsStudyView = z.strictObject({ study: z.literal('limits'), replay: limitsReplayView });
export type LimitsStudyView = z.infer<typeof limitsStudyView>;

export const studyView = z.discriminatedUnion('study', [costStudyView, checkStudyView, limitsStudyView]);
export type StudyView = z.infer<typeof studyView>;
