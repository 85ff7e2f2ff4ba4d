import { z } from 'zod';
import { REGIMES } from './regimes.ts';
import { decimalText, fillView, orderView, scorePartView, shortText, timeMs } from './views.ts';

/** A trade from signal to fill: what was decided, sized, checked, sent, and what came of it. */
export const askedTrade = z.union([
  z.strictObject({ clientOrderId: shortText }),
  /** By the moment of one of its fills. */
  z.strictObject({ botId: shortText, timeMs }),
]);
export type AskedTradeView = z.infer<typeof askedTrade>;

export const riskCheckView = z.discriminatedUnion('verdict', [
  z.strictObject({ rule: z.string(), verdict: z.literal('allowed'), limit: z.string(), actual: z.string() }),
  z.strictObject({ rule: z.string(), verdict: z.literal('refused'), limit: z.string(), actual: z.string() }),
  z.strictObject({ rule: z.string(), verdict: z.literal('notApplicable'), why: z.string() }),
]);
export type RiskCheckView = z.infer<typeof riskCheckView>;

export const storyDecisionView = z.strictObject({
  timeMs,
  /** Open time of the bot's bar that had closed. */
  barOpenMs: timeMs,
  score: z.number().nullable(),
  parts: z.array(scorePartView).readonly(),
  regime: z.enum(REGIMES).nullable(),
});
export type StoryDecisionView = z.infer<typeof storyDecisionView>;

export const storySizingView = z.strictObject({
  method: z.enum(['named', 'share', 'fixedAmount', 'riskPerTrade', 'volatilityTarget', 'kelly']),
  /** Amounts with their asset, shares of 1. */
  inputs: z
    .array(
      z.strictObject({
        name: z.enum([
          'equity',
          'most',
          'riskFraction',
          'stopDistance',
          'dailyFraction',
          'dailyVolatility',
          'kellyShare',
          'trips',
          'share',
          'regimeFactor',
        ]),
        value: z.string(),
      }),
    )
    .readonly(),
  /** What the method gives, with its asset, before what bounds it. */
  wanted: z.string(),
});
export type StorySizingView = z.infer<typeof storySizingView>;

const checks = z.array(riskCheckView).readonly();
const plan = z.strictObject({
  style: z.enum(['market', 'makerFirst', 'twap', 'iceberg']),
  /** The middle of the market when it was asked for. */
  arrivalPrice: decimalText,
  checks,
});

export const storyOrderView = z.strictObject({
  order: orderView,
  /** False for one from before stories were kept, or that was taken over: nothing is known of why it left. */
  isKept: z.boolean(),
  decision: storyDecisionView.nullable(),
  sizing: storySizingView.nullable(),
  /** Told by the first order of a plan alone. */
  plan: plan.nullable(),
  checks,
  /** Oldest first. */
  states: z.array(z.strictObject({ state: orderView.shape.state, reason: z.string(), timeMs })).readonly(),
  fills: z.array(fillView).readonly(),
  /** How much worse its average is than the latest price when it left, fees apart; null where that is not known. */
  shortfallBps: z.number().nullable(),
});
export type StoryOrderView = z.infer<typeof storyOrderView>;

export const tradeStoryView = z.strictObject({
  botId: z.string(),
  accountId: z.string(),
  instrumentId: z.string(),
  quoteAsset: z.string(),
  baseAsset: z.string(),
  /** In the order they were made. */
  orders: z.array(storyOrderView).readonly(),
  /** Null where nothing was traded. */
  result: z
    .strictObject({
      side: z.enum(['long', 'short']),
      openedMs: timeMs,
      /** Null while something is held. */
      closedMs: timeMs.nullable(),
      quantity: decimalText,
      /** Of it, what is still held. */
      open: decimalText,
      entryPrice: decimalText,
      /** Null while nothing is closed. */
      exitPrice: decimalText.nullable(),
      fees: decimalText,
      funding: decimalText,
      /** Of what was closed, after its fees and funding. */
      profit: decimalText,
    })
    .nullable(),
});
export type TradeStoryView = z.infer<typeof tradeStoryView>;
