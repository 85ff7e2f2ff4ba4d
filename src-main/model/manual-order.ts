import type { BotConfig } from './bot.ts';
import type { Money, Price, Quantity } from './money.ts';
import type { OrderType, Side } from './order.ts';
import type { RiskCheck } from './risk-check.ts';

/** What a person may order: what a venue knows, less what only the engine sends. */
export type ManualType = Extract<OrderType, { kind: 'market' | 'limit' | 'postOnly' | 'stop' | 'stopLimit' }>;

/** How large, as a person says it. What it comes to is whole steps of the quantity, rounded down. */
export type ManualSize =
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  /** Quote asset, the fee included. */
  | { readonly kind: 'amount'; readonly amount: Money }
  /** Of the account's equity, the fee included: 0.1 is a tenth. */
  | { readonly kind: 'equity'; readonly share: number }
  /** So much of the equity is lost if the stop loss is hit at its price. */
  | { readonly kind: 'risk'; readonly share: number }
  /** Of what is held by hand: 1 is all of it. */
  | { readonly kind: 'position'; readonly share: number };

/** An order of a person's. Prices are brought to the tick, limits to their better side, stops away from the market. */
export type ManualOrder = {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly type: ManualType;
  readonly size: ManualSize;
  /** Of all that is held by hand on the instrument from the fill on; null leaves what there is. */
  readonly stopLoss: Price | null;
  readonly target: Price | null;
};

/** Who watches the market for a level: its venue, or this app, which must run for it. */
export type HeldBy = 'venue' | 'engine';

/** What an order would be and come to, were it sent now. Amounts in the instrument's quote asset. */
export type ManualPreview = {
  /** It can only make smaller what is held by hand. */
  readonly reduces: boolean;
  readonly quantity: Quantity;
  /** What it is expected to trade at: its own price, or the mean of the book's levels it takes. */
  readonly price: Price;
  readonly worth: Money;
  readonly takes: boolean;
  /** Null where nobody knows what it costs there. */
  readonly fee: { readonly bps: number; readonly amount: Money } | null;
  /** Against the middle of the market, hundredths of a percent; null for an order that rests or without quotes. */
  readonly slippageBps: number | null;
  /** Signed, base asset. */
  readonly positionAfter: Quantity;
  readonly equity: Money;
  /** All that is held of the account, without signs. */
  readonly exposureBefore: Money;
  readonly exposureAfter: Money;
  /** Lost of this order at its stop loss, without fees; null without one. */
  readonly lossAtStop: Money | null;
  readonly heldBy: { readonly stopLoss: HeldBy | null; readonly target: HeldBy | null };
  /** What each rule said, up to the first refusal, which is the last then. */
  readonly checks: readonly RiskCheck[];
};

/** In place of a strategy: a person. */
export const BY_HAND = 'by-hand';

/** Who owns what a person orders: one for each account and instrument. It never runs, and is no bot of a person's own. */
export function handId(accountId: string, instrumentId: string): string {
  return `${BY_HAND}:${accountId}:${instrumentId}`;
}

export function isByHand({ strategyId }: Pick<BotConfig, 'strategyId'>): boolean {
  return strategyId === BY_HAND;
}

/** Whether an order or fill is a person's own, by the id of its owner. */
export function isOfHand(botId: string): boolean {
  return botId.startsWith(`${BY_HAND}:`);
}
