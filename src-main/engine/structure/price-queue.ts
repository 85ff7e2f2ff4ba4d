/** A binary heap: hands out what has the lowest key first. */
export class PriceQueue<Item> {
  readonly #entries: { readonly key: number; readonly item: Item }[] = [];

  push(key: number, item: Item): void {
    const entries = this.#entries;
    let at = entries.length;
    entries.push({ key, item });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#keyOf(parent) <= this.#keyOf(at)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes out the first item when its key is below `limit`. */
  takeBelow(limit: number): Item | null {
    const entries = this.#entries;
    const first = entries[0];
    if (first === undefined || first.key >= limit) return null;
    this.#swap(0, entries.length - 1);
    entries.pop();
    this.#sink();
    return first.item;
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#entries.length && this.#keyOf(child) < this.#keyOf(least)) least = child;
      }
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #keyOf(at: number): number {
    return this.#entries[at]?.key ?? Number.NaN;
  }

  #swap(one: number, other: number): void {
    const entries = this.#entries;
    const [first, second] = [entries[one], entries[other]];
    if (first === undefined || second === undefined) return;
    entries[one] = second;
    entries[other] = first;
  }
}
