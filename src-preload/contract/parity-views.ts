import { z } from 'zod';
import type { ParityPart } from './parity-parts.ts';
import { PARITY_PARTS } from './parity-parts.ts';
import { botOriginView, decimalText, interval, timeMs } from './views.ts';

/** What bots earned against the backtest of their own spans; definitions: docs/parity.md. */
const parts = z.strictObject(
  Object.fromEntries(PARITY_PARTS.map((part) => [part, decimalText])) as Record<ParityPart, typeof decimalText>,
);
export type ParityPartsView = z.infer<typeof parts>;

export const parityTradeView = z.strictObject({
  match: z.enum(['both', 'actualOnly', 'modelOnly']),
  side: z.enum(['long', 'short']),
  tag: z.string(),
  entryMs: timeMs,
  /** Null while it is held. */
  exitMs: timeMs.nullable(),
  /** Null where it did not happen. */
  actual: decimalText.nullable(),
  model: decimalText.nullable(),
  parts,
});
export type ParityTradeView = z.infer<typeof parityTradeView>;

const measured = z.strictObject({ median: z.number().nullable(), count: z.number().int() });
export type MeasuredView = z.infer<typeof measured>;

export const measuredCostsView = z.strictObject({
  takerFeeBps: measured,
  makerFeeBps: measured,
  spreadBps: measured,
  slippageBps: measured,
  latencyMs: measured,
});
export type MeasuredCostsView = z.infer<typeof measuredCostsView>;

export const parityBotView = z.strictObject({
  botId: z.string(),
  botName: z.string(),
  instrumentId: z.string(),
  quoteAsset: z.string(),
  /** As the bot is set up now. */
  strategyId: z.string(),
  interval,
  /** The backtest its settings came from; null when they were typed in. */
  fromRun: botOriginView.nullable(),
  actual: decimalText,
  model: decimalText,
  /** actual − model = the sum of the parts. */
  gap: decimalText,
  parts,
  /** The newest 1,000, newest first; the sums are of all. */
  trades: z.array(parityTradeView).readonly(),
  tradeCount: z.number().int(),
  spans: z
    .array(
      z.strictObject({
        fromMs: timeMs,
        toMs: timeMs,
        strategyId: z.string(),
        whyNot: z.string().nullable(),
        refusals: z.number().int(),
      }),
    )
    .readonly(),
  measured: measuredCostsView,
});
export type ParityBotView = z.infer<typeof parityBotView>;

/** What the backtest counts with. */
export const parityCosts = z.strictObject({
  makerFeeBps: z.number().min(-100).max(1000),
  takerFeeBps: z.number().min(-100).max(1000),
  spreadBps: z.number().min(0).max(1000),
  slippageBps: z.number().min(0).max(1000),
});
export type ParityCosts = z.infer<typeof parityCosts>;
