import { z } from 'zod';
import { shortText } from './views.ts';

/** What is asked of a paper bot before it trades with real money. */
export const PROMOTION_CHECKS = [
  'paperTime',
  'paperTrades',
  'paperDrawdown',
  'parity',
  'backtest',
  'stop',
  'account',
  'key',
  'limits',
] as const;

/** What was found, in a word that has a sentence in each language. `measured` says it by the number. */
export const PROMOTION_FINDINGS = [
  'measured',
  'notMeasured',
  'noRun',
  'changedSinceRun',
  'none',
  'waiting',
  'toDecide',
  'doesNotFit',
  'good',
  'noTrading',
  'mayWithdraw',
  'withdrawalUnknown',
  'noLossLimit',
  'noSizeLimit',
] as const;

const checkId = z.enum(PROMOTION_CHECKS);
export type PromotionCheckId = z.infer<typeof checkId>;
export type PromotionFinding = (typeof PROMOTION_FINDINGS)[number];

export const promotionCheckView = z.strictObject({
  id: checkId,
  isPassed: z.boolean(),
  /** False for what no reason makes possible: the engine refuses it. */
  mayBeOverridden: z.boolean(),
  /** Days, a count, or a fraction, by check; null where nothing is measured. */
  asked: z.number().nullable(),
  found: z.number().nullable(),
  finding: z.enum(PROMOTION_FINDINGS),
});
export type PromotionCheckView = z.infer<typeof promotionCheckView>;

/** Why a check that failed does not stand against it. */
export const promotionOverride = z.strictObject({ check: checkId, reason: z.string().max(500) });
export type PromotionOverride = z.infer<typeof promotionOverride>;

export const promotionRequest = z.strictObject({
  botId: shortText,
  accountId: shortText,
  /** Of the copy. */
  name: shortText,
  overrides: z.array(promotionOverride).max(PROMOTION_CHECKS.length).readonly(),
  /** What becomes of the paper bot. */
  paper: z.enum(['goesOn', 'stops']),
  /** The copy's name typed once more, to start it at once; null leaves it stopped. */
  startConfirmedAs: shortText.nullable(),
});
export type PromotionRequest = z.infer<typeof promotionRequest>;

export const PROMOTION_CHANNELS = {
  'promotion.checks': {
    kind: 'query',
    /** Null: no account is chosen yet. */
    input: z.strictObject({ botId: shortText, accountId: shortText.nullable() }),
    output: z.strictObject({ checks: z.array(promotionCheckView).readonly() }),
  },
  /** Makes a copy of a paper bot on a live account; the checks are made again, and what fails without a reason refuses it. */
  'promotion.promote': {
    kind: 'command',
    input: promotionRequest,
    /** `startRefused`: why the copy does not run although that was asked; null otherwise. */
    output: z.strictObject({ botId: z.string(), startRefused: z.string().nullable() }),
  },
} as const;
