import type { OrderBook } from '../../model/market-trade.ts';
import { LocalBook } from '../connection/local-book.ts';
import type { BookEvent } from './parse-frames.ts';

/**
 * empty ─snapshot▶ loading ─update▶ live. A snapshot may come in several messages: while it loads, another adds to it, and the
 * book is whole once something else was said on its connection.
 */
type KeptBook = { readonly book: LocalBook; state: 'empty' | 'loading' | 'live'; isWhole: boolean; timeMs: number };

/** The books of the products that are wanted, by public product id. */
export class ProductBooks {
  readonly #books = new Map<string, KeptBook>();

  add(product: string): void {
    const book = new LocalBook(product);
    if (!this.#books.has(product)) this.#books.set(product, { book, state: 'empty', isWhole: false, timeMs: 0 });
  }

  delete(product: string): void {
    this.#books.delete(product);
  }

  /** Not to be trusted any more: empty until the next snapshot. */
  clear(product: string): void {
    const kept = this.#books.get(product);
    if (kept === undefined) return;
    kept.book.clear();
    kept.state = 'empty';
    kept.isWhole = false;
  }

  apply(product: string, { isSnapshot, bids, asks }: BookEvent, timeMs: number): void {
    const kept = this.#books.get(product);
    if (kept === undefined || (kept.state === 'empty' && !isSnapshot)) return;
    kept.timeMs = timeMs;
    if (isSnapshot && kept.state !== 'loading') {
      kept.book.load(bids, asks);
      kept.isWhole = false;
    } else {
      kept.book.apply('bid', bids);
      kept.book.apply('ask', asks);
    }
    kept.state = isSnapshot ? 'loading' : 'live';
  }

  /** Something other than a snapshot was said: those of these products that were loading are whole. Which ones became so. */
  settle(products: Iterable<string>): readonly string[] {
    const settled: string[] = [];
    for (const product of products) {
      const kept = this.#books.get(product);
      if (kept === undefined || kept.state === 'empty' || kept.isWhole) continue;
      kept.isWhole = true;
      settled.push(product);
    }
    return settled;
  }

  read(product: string, instrumentId: string, levels: number): OrderBook | undefined {
    const kept = this.#books.get(product);
    if (kept === undefined || !kept.isWhole) return undefined;
    return { ...kept.book.read(levels, kept.timeMs), instrumentId };
  }
}
