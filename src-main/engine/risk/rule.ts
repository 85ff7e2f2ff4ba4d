import type { AccountRisk } from '../../model/bot.ts';
import type { BotCooldown } from '../../model/bot-sizing.ts';
import type { GovernorLimits } from '../../model/governor-limits.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Quantity } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { Regime } from '../../model/regime.ts';
import type { RiskCheck } from '../../model/risk-check.ts';
import type { RiskMode } from '../../model/risk-mode.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Universe } from '../../model/universe.ts';
import type { Watermarks } from '../ports/journal.ts';
import type { FeedState } from '../ports/market-feed.ts';
import type { RegimeView } from '../ports/regime-model.ts';
import type { Exposure } from './exposure.ts';

/** The market an order is for, as it stands. */
export type ProposalMarket = {
  readonly instrument: Instrument;
  /** NaN before the first price. */
  readonly mark: { readonly price: number };
  readonly feed: { readonly state: FeedState; readonly sinceMs: TimestampMs };
};

/** The regimes a bot may enter in, and the one there is. */
export type ProposalRegime = { readonly allowed: readonly Regime[]; readonly now: RegimeView };

/** What a bot's losses say of its next entry. */
export type CooldownStanding = {
  readonly terms: BotCooldown;
  /** When its latest losing round trips ended, oldest first. */
  readonly lossTimesMs: readonly TimestampMs[];
  readonly lossesInRow: number;
  readonly dayStartMs: TimestampMs;
  /** By a clock that nobody sets. */
  readonly nowMs: TimestampMs;
};

/** An order somebody wants, with what it would put at stake at the latest price, fee included, quote asset. */
export type Proposal = {
  readonly order: Order;
  readonly market: ProposalMarket;
  readonly notional: Money;
  /** What it would bind: the notional ÷ the bot's leverage. */
  readonly margin: Money;
  /** Of `margin`, what the bot has bound already and this order takes over: its position on the other side. */
  readonly frees: Money;
  /** What the bot holds on the order's side already, and what its entries that still work there may add. */
  readonly held: Money;
  /** Null, or left out, for a bot whose settings do not go by regimes. */
  readonly regime?: ProposalRegime | null;
  /** To what the bot holds on the order's side, and is not closing: there is something to add to when the order fills. */
  readonly adds: boolean;
  /** Of an exit that leaves now: what the bot holds that none of its other exits may take. Null, or left out, is not asked. */
  readonly unsold?: Quantity | null;
  /** Null, or left out, for a bot without. */
  readonly cooldown?: CooldownStanding | null;
};

/** What the rules may look at. Amounts in the account's quote asset. */
export type RiskContext = {
  readonly limits: AccountRisk;
  readonly halted: boolean;
  readonly equity: Money;
  /** Equity not bound by positions and working entry orders. */
  readonly buyingPower: Money;
  readonly dayStartEquity: Money;
  readonly quoteAsset: string;
  /** Somebody's money at an exchange. */
  readonly isLive: boolean;
  /** Whether the account was held against its exchange since the start of the app; true where nothing is. */
  readonly wasReconciled: boolean;
  /** Why nothing may be entered on the instrument until that is done again; null when nothing stands against it. */
  readonly whyNotReconciled: (instrumentId: string) => string | null;
  /** What may be entered when; null for everything always. */
  readonly universe: Universe | null;
  /** What looks over all accounts of the group; null where nothing does. */
  readonly governor: GovernorView | null;
};

/** The group of accounts as its governor sees it. Amounts in `asset`. */
export type GovernorView = {
  readonly limits: GovernorLimits;
  readonly mode: RiskMode;
  readonly asset: string;
  readonly equity: Money;
  /** Null before the first equity was seen. */
  readonly marks: Watermarks | null;
  /** Whether fewer than so many orders left within the last minute. */
  readonly mayOrder: (most: number) => boolean;
  readonly sentWithinMinute: () => number;
  /** All that is held and ordered, this order counted in. */
  readonly exposureWith: (proposal: Proposal) => Exposure;
  /** An amount of the instrument's quote asset. */
  readonly inAsset: (amount: Money, instrumentId: string) => Money;
  /** What has no value yet, in words; null when everything has. */
  readonly unknownValue: () => string | null;
};

/** Why an order was refused: which rule, what it allows, what it saw. Texts with their units. */
export type Refusal = { readonly rule: string; readonly limit: string; readonly actual: string };

/**
 * One rule: what it says of an order. Null when it has nothing against it, unless it is to explain itself: then it always
 * says what it compared. One comparison makes the verdict in both. To add one, copy a file in `rules/`.
 */
export type RiskRule = (proposal: Proposal, context: RiskContext, explains: boolean) => RiskCheck | null;
