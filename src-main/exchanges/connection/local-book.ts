import type { OrderBook } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { BookRow } from './book-levels.ts';
import { BookLevels } from './book-levels.ts';

/** The order book of one instrument as we hear of it: absolute quantities a price, kept sorted. */
export class LocalBook {
  readonly instrumentId: string;
  readonly bids = new BookLevels('bid');
  readonly asks = new BookLevels('ask');

  constructor(instrumentId: string) {
    this.instrumentId = instrumentId;
  }

  clear(): void {
    this.bids.clear();
    this.asks.clear();
  }

  /** A snapshot: what was there before is gone. In any order. */
  load(bids: readonly BookRow[], asks: readonly BookRow[]): void {
    this.bids.load(bids);
    this.asks.load(asks);
  }

  set(side: 'bid' | 'ask', price: number, quantity: number): void {
    (side === 'bid' ? this.bids : this.asks).set(price, quantity);
  }

  /** Changes of one side as they stand in a message. */
  apply(side: 'bid' | 'ask', rows: readonly BookRow[]): void {
    const levels = side === 'bid' ? this.bids : this.asks;
    for (let index = 0; index < rows.length; index++) {
      const [price, quantity] = rows[index] as BookRow;
      levels.set(Number(price), Number(quantity));
    }
  }

  /** NaN while there is none. */
  get bestBid(): number {
    return this.bids.bestPrice;
  }

  /** NaN while there is none. */
  get bestAsk(): number {
    return this.asks.bestPrice;
  }

  /** Somebody would buy at or above what somebody sells at: a book of a market that trades is never so for long. */
  get isCrossed(): boolean {
    return this.bestBid >= this.bestAsk;
  }

  /** The best `levels` of each side, best first, the reader's own. */
  read(levels: number, timeMs: TimestampMs): OrderBook {
    return { instrumentId: this.instrumentId, timeMs, bids: this.bids.top(levels), asks: this.asks.top(levels) };
  }
}
