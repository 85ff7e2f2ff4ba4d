import type { OrderBook } from '../../model/market-trade.ts';
import type { Quantity } from '../../model/money.ts';
import { floorToStep, QUANTITY_SCALE } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';

/** The latest book of an instrument, or null while there is none. */
export type BookOf = (instrumentId: string) => OrderBook | null;

export type BookLevel = { readonly price: number; readonly quantity: Quantity };

type Taken = { readonly timeMs: TimestampMs; readonly byPrice: Map<number, bigint> };

const QUANTITY_ONE = 10 ** QUANTITY_SCALE;

/**
 * Levels of the order book as our orders use them up. What was taken from a book stays taken until a newer book comes:
 * nothing is sold twice.
 */
export class BookLiquidity {
  readonly #bookOf: BookOf;
  readonly #taken = new Map<string, Taken>();

  constructor(bookOf: BookOf) {
    this.#bookOf = bookOf;
  }

  /** Undefined without a book; null when it is used up on the taker's side; else the best level with a step left, in steps. */
  best({ instrumentId, side }: Order, step: Quantity): BookLevel | null | undefined {
    const book = this.#bookOf(instrumentId);
    if (book === null) return undefined;
    const { prices, quantities } = side === 'buy' ? book.asks : book.bids;
    const { byPrice } = this.#takenOf(instrumentId, book.timeMs);
    for (let index = 0; index < prices.length; index++) {
      const price = prices[index] as number;
      const offered = BigInt(Math.floor((quantities[index] as number) * QUANTITY_ONE));
      const quantity = floorToStep((offered - (byPrice.get(price) ?? 0n)) as Quantity, step);
      if (quantity > 0n) return { price, quantity };
    }
    return null;
  }

  take(instrumentId: string, price: number, quantity: Quantity): void {
    const book = this.#bookOf(instrumentId);
    if (book === null) return;
    const { byPrice } = this.#takenOf(instrumentId, book.timeMs);
    byPrice.set(price, (byPrice.get(price) ?? 0n) + quantity);
  }

  #takenOf(instrumentId: string, timeMs: TimestampMs): Taken {
    const known = this.#taken.get(instrumentId);
    if (known?.timeMs === timeMs) return known;
    const fresh: Taken = { timeMs, byPrice: new Map() };
    this.#taken.set(instrumentId, fresh);
    return fresh;
  }
}
