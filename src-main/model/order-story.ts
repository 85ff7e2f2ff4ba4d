import type { Fill } from './fill.ts';
import type { Price } from './money.ts';
import type { Order, OrderState } from './order.ts';
import type { Regime } from './regime.ts';
import type { RiskCheck } from './risk-check.ts';
import type { TimestampMs } from './time.ts';

/** One signal's share in a decision. Score and weight as configured, before the mean is taken. */
export type ScorePart = {
  readonly signal: string;
  readonly score: number;
  readonly weight: number;
  readonly value: number;
};

/** What made the strategy want an order. */
export type StoryDecision = {
  readonly timeMs: TimestampMs;
  /** Open time of the bot's bar that had closed. */
  readonly barOpenMs: TimestampMs;
  /** −1 (sell) to +1 (buy); null for strategies without a score. */
  readonly score: number | null;
  readonly parts: readonly ScorePart[];
  /** Null for a bot that does not go by it, or before it is known. */
  readonly regime: Regime | null;
};

/** By what an entry's size came about: the strategy's own word, or the bot's settings; `share` of the equity is the plain one. */
export const SIZING_METHODS = ['named', 'share', 'fixedAmount', 'riskPerTrade', 'volatilityTarget', 'kelly'] as const;
export type SizingMethod = (typeof SIZING_METHODS)[number];

/** What a size was worked out from. Amounts with their asset, shares of 1 as they are. */
export const SIZING_INPUTS = [
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
] as const;
export type SizingInput = (typeof SIZING_INPUTS)[number];

export type StorySizing = {
  readonly method: SizingMethod;
  readonly inputs: readonly { readonly name: SizingInput; readonly value: string }[];
  /** What the method gives, with its asset, before the bot's most and the regime's factor. */
  readonly wanted: string;
};

/** The entry that several orders carry out, as it was when it began. */
export type StoryPlan = {
  readonly style: 'market' | 'makerFirst' | 'twap' | 'iceberg';
  /** The middle of the market when it was asked for, quote asset. */
  readonly arrivalPrice: Price;
  /** What the whole was asked. */
  readonly checks: readonly RiskCheck[];
};

/** Why an order left: told with its intent, for those who keep it. */
export type OrderStory = {
  /** Null for what no decision of a strategy asked for: protection, a person, the kill switch. */
  readonly decision: StoryDecision | null;
  /** Null for everything but entries. */
  readonly sizing: StorySizing | null;
  /** Told by the first order of a plan alone. */
  readonly plan: StoryPlan | null;
  /** The latest price when it left, quote asset; null before the first. */
  readonly latestPrice: Price | null;
  readonly checks: readonly RiskCheck[];
};

/** An order with all that is on disk of it. */
export type OrderPast = {
  readonly order: Order;
  /** Null for one from before stories were kept, or that was taken over. */
  readonly story: OrderStory | null;
  /** Every state it went through, oldest first. */
  readonly states: readonly { readonly state: OrderState; readonly reason: string; readonly timeMs: TimestampMs }[];
  readonly fills: readonly Fill[];
};
