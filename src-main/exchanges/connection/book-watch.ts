import type { Disposable } from '../../base/disposable.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { MarketStream } from './market-protocol.ts';

/** Looks in a row at which a book may be crossed: once is a moment between two messages. */
const CROSSED_LOOKS = 2;

export type BookWatchParts = {
  readonly log: Log;
  readonly changed: () => void;
  readonly resynced: () => void;
};

type Watched = { watchers: number; crossedLooks: number };

/** Which books are wanted, and whether they can be right. */
export class BookWatch {
  readonly #parts: BookWatchParts;
  readonly #watched = new Map<string, Watched>();

  constructor(parts: BookWatchParts) {
    this.#parts = parts;
  }

  watched(): ReadonlySet<string> {
    return new Set(this.#watched.keys());
  }

  watch(instrumentId: string): Disposable {
    const watched = this.#watched.get(instrumentId) ?? { watchers: 0, crossedLooks: 0 };
    watched.watchers++;
    this.#watched.set(instrumentId, watched);
    if (watched.watchers === 1) this.#parts.changed();
    let isDisposed = false;
    return {
      dispose: () => {
        if (isDisposed) return;
        isDisposed = true;
        if (--watched.watchers > 0) return;
        this.#watched.delete(instrumentId);
        this.#parts.changed();
      },
    };
  }

  /** To be called as time goes by. */
  look(stream: MarketStream): void {
    for (const [instrumentId, watched] of this.#watched) {
      const book = stream.book(instrumentId, 1);
      const isCrossed = book !== undefined && (book.bids.prices[0] ?? 0) >= (book.asks.prices[0] ?? Infinity);
      watched.crossedLooks = isCrossed ? watched.crossedLooks + 1 : 0;
      if (watched.crossedLooks < CROSSED_LOOKS) continue;
      watched.crossedLooks = 0;
      this.#parts.log.warn('book is crossed, built anew', { instrument: instrumentId });
      this.#parts.resynced();
      stream.resyncBook(instrumentId);
    }
  }
}
