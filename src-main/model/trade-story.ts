import type { Money, Price, Quantity } from './money.ts';
import type { OrderPast } from './order-story.ts';
import type { TimestampMs } from './time.ts';

/** What a trade came to, as far as it has come. Money in the quote asset. */
export type TradeResult = {
  readonly side: 'long' | 'short';
  readonly openedMs: TimestampMs;
  /** Null while something is held. */
  readonly closedMs: TimestampMs | null;
  /** All that was entered, and what of it is still held. */
  readonly quantity: Quantity;
  readonly open: Quantity;
  readonly entryPrice: Price;
  /** Of what was closed; null while nothing is. */
  readonly exitPrice: Price | null;
  readonly fees: Money;
  readonly funding: Money;
  /** Of what was closed, after its fees and funding. */
  readonly profit: Money;
};

/** An order of a trade, and how much worse its average is than the price it left at, fees apart, basis points. */
export type StoryOrder = OrderPast & { readonly shortfallBps: number | null };

/** A trade from its first entry to the position's end, or to now; of an order that never traded, that order alone. */
export type TradeStory = {
  readonly botId: string;
  readonly accountId: string;
  readonly instrumentId: string;
  /** In the order they were made. */
  readonly orders: readonly StoryOrder[];
  /** Null where nothing was traded. */
  readonly result: TradeResult | null;
};
