import type { Money, Price, Quantity } from './money.ts';
import type { OrderPurpose, Side } from './order.ts';
import type { TimestampMs } from './time.ts';

/** What a fill cost beside its fee, because its price was worse than the market's middle; quote asset, ≥ 0. */
export type FillCosts = { readonly spread: Money; readonly slippage: Money };

/** A fee as the venue charged it in an asset other than the quote asset, and how it became an amount of that one. */
export type ChargedFee = {
  readonly asset: string;
  /** Negative for a rebate. */
  readonly amount: Money;
  /** Quote asset for one unit; 0 when nobody knew, and then the fill's fee is 0 too. */
  readonly rate: Price;
  /** Where the rate comes from: `fill` (its own price), the instrument that was asked, or `unknown`. */
  readonly source: string;
  /** When the rate was that. */
  readonly rateMs: TimestampMs;
};

/**
 * What was really traded, once, under the venue's own id. Funding comes as a fill of quantity 0 whose fee is what was paid
 * (negative: received), so that cash stays a function of the fills alone.
 */
export type Fill = {
  readonly fillId: string;
  readonly clientOrderId: string;
  readonly accountId: string;
  readonly botId: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  /** In the quote asset; negative for a rebate. */
  readonly fee: Money;
  /** Left out when the venue charged in the quote asset. */
  readonly charged?: ChargedFee;
  readonly purpose: OrderPurpose;
  /** The order's. */
  readonly tag: string;
  /** The order's: fills of one parent are one entry. */
  readonly parentId?: string;
  readonly liquidity: 'maker' | 'taker';
  readonly timeMs: TimestampMs;
  /** Told by the simulated venue alone. */
  readonly costs?: FillCosts;
};
