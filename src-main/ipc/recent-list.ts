/** The newest `capacity` items, oldest first. */
export class RecentList<T> {
  readonly #capacity: number;
  #items: T[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(item: T): void {
    this.#items.push(item);
    // Cut in larger pieces, so that a steady stream does not move the list at every item.
    if (this.#items.length >= this.#capacity * 2) this.#items = this.#items.slice(-this.#capacity);
  }

  values(): readonly T[] {
    return this.#items.slice(-this.#capacity);
  }

  /** The newest `limit` items that `matches`, oldest first. */
  newest(limit: number, matches: (item: T) => boolean): readonly T[] {
    const found: T[] = [];
    for (let index = this.#items.length - 1; index >= 0 && found.length < limit; index--) {
      const item = this.#items[index] as T;
      if (matches(item)) found.push(item);
    }
    return found.reverse();
  }
}
