import type { BookView, MarketTradeView } from '../../../src-preload/contract/exchange-views.ts';
import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { MarketFeed } from '../../engine/ports/market-feed.ts';
import { isOfExchange } from '../../model/instrument.ts';
import type { BookSide } from '../../model/market-trade.ts';
import type { MarketListener } from '../trading.ts';
import { FollowedBook } from './followed-book.ts';

export type WatchedMarketParts = {
  readonly clock: Clock;
  readonly onMarket: (listener: MarketListener) => Disposable;
  /** The feed that an instrument comes from; undefined when none brings it. */
  readonly feedOf: (instrumentId: string) => MarketFeed | undefined;
  /** Keeps its market coming in. */
  readonly look: (instrumentId: string) => Disposable;
  readonly tellBook: (book: BookView) => void;
  readonly tellTrades: (instrumentId: string, trades: readonly MarketTradeView[]) => void;
};

const LEVELS = 20;
const TELL_EVERY_MS = 200;
/** More trades between two tellings than a person can read: the newest count. */
const MOST_TRADES = 200;

/** The order books and the trades of the instruments that a person looks at in any window, told a few times a second. */
export class WatchedMarket implements Disposable {
  readonly #parts: WatchedMarketParts;
  /** What each window looks at. */
  readonly #wanted = new Map<number, ReadonlySet<string>>();
  /** By instrument; one watch serves all windows. */
  readonly #watching = new Map<string, DisposableStack>();

  constructor(parts: WatchedMarketParts) {
    this.#parts = parts;
  }

  /** A window looks at these instead of those before, each as soon as its exchange is there; one unknown refuses all. */
  watch(windowId: number, instrumentIds: readonly string[]): Outcome<void> {
    const unknown = instrumentIds.find((id) => this.#parts.feedOf(id) === undefined && !isOfExchange(id));
    if (unknown !== undefined)
      return fail('unknownInstrument', `instrumentIds has "${unknown}", expected ones with a market`);
    this.#wanted.set(windowId, new Set(instrumentIds));
    this.#refresh();
    return succeed(undefined);
  }

  /** Its window is gone, or its page begins anew. */
  forget(windowId: number): void {
    if (this.#wanted.delete(windowId)) this.#refresh();
  }

  dispose(): void {
    this.#wanted.clear();
    this.#refresh();
  }

  #refresh(): void {
    const wanted = new Set([...this.#wanted.values()].flatMap((ids) => [...ids]));
    for (const [id, watch] of this.#watching) {
      if (wanted.has(id)) continue;
      this.#watching.delete(id);
      void watch.dispose();
    }
    for (const id of wanted) if (!this.#watching.has(id)) this.#watching.set(id, this.#begin(id));
  }

  #begin(instrumentId: string): DisposableStack {
    const { look, onMarket, clock, tellBook, tellTrades, feedOf } = this.#parts;
    const stack = new DisposableStack();
    let trades: MarketTradeView[] = [];
    stack.use(look(instrumentId));
    const bookWatch = new FollowedBook(instrumentId, LEVELS, () => feedOf(instrumentId));
    stack.use(bookWatch);
    bookWatch.read();
    stack.use(
      onMarket((message) => {
        if (message.kind !== 'trade' || message.trade.instrumentId !== instrumentId) return;
        const { timeMs, price, quantity, takerSide } = message.trade;
        trades.push({ timeMs, price, quantity, takerSide });
      }),
    );
    stack.use(
      clock.every(TELL_EVERY_MS, () => {
        const book = bookWatch.read();
        if (book !== undefined) {
          tellBook({ instrumentId, timeMs: book.timeMs, bids: rowsOf(book.bids), asks: rowsOf(book.asks) });
        }
        if (trades.length === 0) return;
        tellTrades(instrumentId, trades.slice(-MOST_TRADES));
        trades = [];
      }),
    );
    return stack;
  }
}

function rowsOf({ prices, quantities }: BookSide): [number, number][] {
  return Array.from(prices, (price, row) => [price, quantities[row] ?? 0]);
}
