import type { Money, Price, Quantity } from './money.ts';

/** What a venue lets be done with an instrument now. Cancelling is allowed in all of them. */
export type TradingStatus = 'trading' | 'limitOnly' | 'postOnly' | 'cancelOnly' | 'halted';

/** The bounds an order must lie in beside tick and step; null where the venue sets none. */
export type TradingRules = {
  readonly status: TradingStatus;
  readonly minPrice: Price | null;
  readonly maxPrice: Price | null;
  readonly minQuantity: Quantity | null;
  readonly maxQuantity: Quantity | null;
  /** Of market orders, on top of the two above. */
  readonly maxMarketQuantity: Quantity | null;
  readonly minNotional: Money | null;
  readonly maxNotional: Money | null;
  /** Whether the notional bounds hold for market orders too. */
  readonly notionalOfMarketOrders: boolean;
  /** The venue's own names of its filters, such as LOT_SIZE, so that a refusal can be looked up there. */
  readonly filterNames: Readonly<Partial<Record<OrderFilter, string>>>;
};

export const ORDER_FILTERS = [
  'status',
  'tick',
  'step',
  'minPrice',
  'maxPrice',
  'minQuantity',
  'maxQuantity',
  'minNotional',
  'maxNotional',
] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];
