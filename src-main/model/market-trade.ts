import type { TimestampMs } from './time.ts';

/** A trade somebody made on the market. Float64: market data is not money of ours. */
export type MarketTrade = {
  readonly instrumentId: string;
  readonly timeMs: TimestampMs;
  readonly price: number;
  readonly quantity: number;
  /** Side of the order that took liquidity. */
  readonly takerSide: 'buy' | 'sell';
};

/** Best bid and ask. */
export type Quote = {
  readonly instrumentId: string;
  readonly timeMs: TimestampMs;
  readonly bid: number;
  readonly ask: number;
};

/** One side's levels from best to worst: prices and quantities of equal length. */
export type BookSide = { readonly prices: Float64Array; readonly quantities: Float64Array };

export type OrderBook = {
  readonly instrumentId: string;
  readonly timeMs: TimestampMs;
  readonly bids: BookSide;
  readonly asks: BookSide;
};
