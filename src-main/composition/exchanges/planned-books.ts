import type { Disposable } from '../../base/disposable.ts';
import type { EngineState } from '../../engine/engine-state.ts';
import type { MarketFeed } from '../../engine/ports/market-feed.ts';
import { AT_MARKET, isPlain } from '../../model/execution-style.ts';
import { isOfExchange } from '../../model/instrument.ts';
import type { OrderBook } from '../../model/market-trade.ts';
import { FollowedBook } from './followed-book.ts';

/** As deep as a plan looks. */
const LEVELS = 50;

export type PlannedBooksParts = {
  readonly bots: () => EngineState['bots'];
  readonly feedOf: (instrumentId: string) => MarketFeed | undefined;
};

/** The books of exchanges that running bots need to carry out their entries: followed while one does, no longer. */
export class PlannedBooks implements Disposable {
  readonly #parts: PlannedBooksParts;
  readonly #books = new Map<string, FollowedBook>();

  constructor(parts: PlannedBooksParts) {
    this.#parts = parts;
  }

  /** After a bot changed. */
  refresh(): void {
    const needed = new Set<string>();
    for (const { config, state } of this.#parts.bots()) {
      const { instrumentId, execution = AT_MARKET } = config;
      if (state === 'running' && !isPlain(execution) && isOfExchange(instrumentId)) needed.add(instrumentId);
    }
    for (const [id, book] of this.#books) {
      if (needed.has(id)) continue;
      this.#books.delete(id);
      book.dispose();
    }
    for (const id of needed) {
      if (this.#books.has(id)) continue;
      const book = new FollowedBook(id, LEVELS, () => this.#parts.feedOf(id));
      this.#books.set(id, book);
      book.read(); // begins to follow
    }
  }

  bookOf(instrumentId: string): OrderBook | null {
    return this.#books.get(instrumentId)?.read() ?? null;
  }

  dispose(): void {
    for (const book of this.#books.values()) book.dispose();
    this.#books.clear();
  }
}
