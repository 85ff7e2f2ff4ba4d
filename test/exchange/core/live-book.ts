import { unitsToText } from './amount.ts';
import type { BookChange } from './core-types.ts';
import type { SeededMarket } from './markets.ts';
import { type BookSide, type BookSides, seededBook } from './seeded-book.ts';

export type Level = readonly [price: number, quantity: number];
export type BookUpdate = {
  readonly firstUpdateId: number;
  readonly lastUpdateId: number;
  readonly changes: BookChange[];
};

/** The book as it stands: the seeded one, less what our orders took from it since it was last laid out. */
export class LiveBook {
  readonly #market: SeededMarket;
  #sides: BookSides = { bids: new Map(), asks: new Map() };
  #lastUpdateId: number;

  constructor(market: SeededMarket, firstUpdateId: number) {
    this.#market = market;
    this.#lastUpdateId = firstUpdateId;
  }

  get lastUpdateId(): number {
    return this.#lastUpdateId;
  }

  /** Lays the book out round a price. Undefined when nothing changed. */
  layOut(price: number, step: number): BookUpdate | undefined {
    const next = seededBook(this.#market, price, step);
    const changes: BookChange[] = [];
    this.#compare('bid', this.#sides.bids, next.bids, changes);
    this.#compare('ask', this.#sides.asks, next.asks, changes);
    this.#sides = next;
    return this.#number(changes);
  }

  /** Takes from a level that has it. */
  take(side: 'bid' | 'ask', price: number, quantity: number): BookUpdate | undefined {
    const levels = side === 'bid' ? this.#sides.bids : this.#sides.asks;
    const left = (levels.get(price) ?? 0) - quantity;
    if (left > 0) levels.set(price, left);
    else levels.delete(price);
    return this.#number([this.#change(side, price, Math.max(0, left))]);
  }

  levels(side: 'bid' | 'ask'): Level[] {
    if (side === 'bid') return [...this.#sides.bids].sort((a, b) => b[0] - a[0]);
    return [...this.#sides.asks].sort((a, b) => a[0] - b[0]);
  }

  texts(side: 'bid' | 'ask', count: number): [string, string][] {
    const { pricePlaces, quantityPlaces } = this.#market;
    return this.levels(side)
      .slice(0, count)
      .map(([price, quantity]) => [unitsToText(price, pricePlaces), unitsToText(quantity, quantityPlaces)]);
  }

  #compare(side: 'bid' | 'ask', before: BookSide, after: BookSide, changes: BookChange[]): void {
    for (const price of before.keys()) if (!after.has(price)) changes.push(this.#change(side, price, 0));
    for (const [price, quantity] of after) {
      if (before.get(price) !== quantity) changes.push(this.#change(side, price, quantity));
    }
  }

  #change(side: 'bid' | 'ask', price: number, quantity: number): BookChange {
    const { spec, pricePlaces, quantityPlaces } = this.#market;
    return {
      symbol: spec.symbol,
      side,
      price: unitsToText(price, pricePlaces),
      quantity: unitsToText(quantity, quantityPlaces),
    };
  }

  #number(changes: BookChange[]): BookUpdate | undefined {
    if (changes.length === 0) return undefined;
    const firstUpdateId = this.#lastUpdateId + 1;
    this.#lastUpdateId += changes.length;
    return { firstUpdateId, lastUpdateId: this.#lastUpdateId, changes };
  }
}
