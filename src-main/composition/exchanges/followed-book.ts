import type { Disposable } from '../../base/disposable.ts';
import type { MarketFeed } from '../../engine/ports/market-feed.ts';
import type { OrderBook } from '../../model/market-trade.ts';

/** The book of one instrument at whatever feed brings it: an exchange may go, and come again as another. */
export class FollowedBook implements Disposable {
  readonly #instrumentId: string;
  readonly #levels: number;
  readonly #feedNow: () => MarketFeed | undefined;
  #feed: MarketFeed | undefined;
  #keeping: Disposable | undefined;

  constructor(instrumentId: string, levels: number, feedNow: () => MarketFeed | undefined) {
    this.#instrumentId = instrumentId;
    this.#levels = levels;
    this.#feedNow = feedNow;
  }

  read(): OrderBook | undefined {
    const feed = this.#feedNow();
    if (feed !== this.#feed) this.#turnTo(feed);
    return feed?.book(this.#instrumentId, this.#levels);
  }

  dispose(): void {
    void this.#keeping?.dispose();
  }

  #turnTo(feed: MarketFeed | undefined): void {
    void this.#keeping?.dispose();
    const isListed = feed?.instruments().some(({ id }) => id === this.#instrumentId) ?? false;
    this.#keeping = isListed ? feed?.watchBook(this.#instrumentId) : undefined;
    this.#feed = feed;
  }
}
