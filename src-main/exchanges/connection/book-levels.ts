/** One level as exchanges send it; a quantity of 0 deletes. Equal decimals are the same float64, however they are written. */
export type BookRow = readonly [price: string | number, quantity: string | number];

const FIRST_CAPACITY = 64;

/**
 * One side of a book: prices sorted with the best at the end, because that is where most changes are and where moving the
 * rest costs least.
 */
export class BookLevels {
  /** 1 for bids (rising towards the best), -1 for asks (falling). */
  readonly #sign: 1 | -1;
  /** Prices times the sign, rising. */
  #keys = new Float64Array(FIRST_CAPACITY);
  #quantities = new Float64Array(FIRST_CAPACITY);
  #count = 0;

  constructor(side: 'bid' | 'ask') {
    this.#sign = side === 'bid' ? 1 : -1;
  }

  get count(): number {
    return this.#count;
  }

  /** NaN while there is none. */
  get bestPrice(): number {
    return this.#count === 0 ? Number.NaN : this.#sign * (this.#keys[this.#count - 1] as number);
  }

  /** NaN while there is none. */
  get bestQuantity(): number {
    return this.#count === 0 ? Number.NaN : (this.#quantities[this.#count - 1] as number);
  }

  clear(): void {
    this.#count = 0;
  }

  /** The quantity at a price from now on; 0 deletes, and deleting what is not there is normal. */
  set(price: number, quantity: number): void {
    const key = this.#sign * price;
    const index = this.#indexOf(key);
    const isThere = index < this.#count && this.#keys[index] === key;
    if (quantity > 0) {
      if (!isThere) this.#makeRoom(index, key);
      this.#quantities[index] = quantity;
    } else if (isThere) this.#remove(index);
  }

  /** Forgets all and takes these; of a price that is there twice the last counts. */
  load(rows: readonly BookRow[]): void {
    const quantities = new Map<number, number>();
    for (const [price, quantity] of rows) quantities.set(this.#sign * Number(price), Number(quantity));
    const keys = Float64Array.from(quantities.keys()).sort();
    this.#count = 0;
    this.#reserve(keys.length);
    for (const key of keys) {
      const quantity = quantities.get(key) ?? 0;
      if (!(quantity > 0)) continue;
      this.#keys[this.#count] = key;
      this.#quantities[this.#count++] = quantity;
    }
  }

  /** Keeps the best `depth` levels alone, for exchanges that leave the cutting to us. */
  cut(depth: number): void {
    const surplus = this.#count - depth;
    if (surplus <= 0) return;
    this.#keys.copyWithin(0, surplus, this.#count);
    this.#quantities.copyWithin(0, surplus, this.#count);
    this.#count = depth;
  }

  /** The best `levels`, or as many as there are, best first, as arrays of the caller's own. */
  top(levels: number): { readonly prices: Float64Array; readonly quantities: Float64Array } {
    const length = Math.min(levels, this.#count);
    const prices = new Float64Array(length);
    const quantities = new Float64Array(length);
    for (let index = 0; index < length; index++) {
      const from = this.#count - 1 - index;
      prices[index] = this.#sign * (this.#keys[from] as number);
      quantities[index] = this.#quantities[from] as number;
    }
    return { prices, quantities };
  }

  /** First index whose key is at or above `key`. */
  #indexOf(key: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #makeRoom(index: number, key: number): void {
    this.#reserve(this.#count + 1);
    this.#keys.copyWithin(index + 1, index, this.#count);
    this.#quantities.copyWithin(index + 1, index, this.#count);
    this.#keys[index] = key;
    this.#count++;
  }

  #remove(index: number): void {
    this.#keys.copyWithin(index, index + 1, this.#count);
    this.#quantities.copyWithin(index, index + 1, this.#count);
    this.#count--;
  }

  #reserve(count: number): void {
    if (count <= this.#keys.length) return;
    const capacity = Math.max(count, this.#keys.length * 2);
    const keys = new Float64Array(capacity);
    const quantities = new Float64Array(capacity);
    keys.set(this.#keys);
    quantities.set(this.#quantities);
    this.#keys = keys;
    this.#quantities = quantities;
  }
}
