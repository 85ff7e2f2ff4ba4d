/** Stands for all products, on channels that are subscribed as a whole. */
export const ALL_PRODUCTS = '';

export type ChannelProducts = readonly [channel: string, products: readonly string[]];

/** What one socket is to be subscribed to, and what of it is known to stand. */
export class Subscriptions {
  readonly products = new Set<string>();
  /** Products by channel that are asked for and not yet known to be subscribed. */
  readonly #pending: ReadonlyMap<string, Set<string>>;
  /** Messages of ours whose acknowledgement has not come. */
  #unanswered = 0;
  #wasRefused = false;

  constructor(channels: readonly string[]) {
    this.#pending = new Map(channels.map((channel) => [channel, new Set()]));
  }

  /** Whether some of it is not yet known to stand. */
  get isWaiting(): boolean {
    for (const products of this.#pending.values()) if (products.size > 0) return true;
    return false;
  }

  /** A new connection: nothing stands, nothing was asked. */
  reset(): void {
    this.#unanswered = 0;
    for (const products of this.#pending.values()) products.clear();
  }

  /** A message leaves that will be acknowledged. */
  asked(): void {
    this.#unanswered++;
  }

  await(channel: string, products: readonly string[]): void {
    for (const product of products) this.#pending.get(channel)?.add(product);
  }

  forget(channel: string, products: readonly string[]): void {
    for (const product of products) this.#pending.get(channel)?.delete(product);
  }

  /** The exchange refused a message; it does not say which. */
  refused(): void {
    this.#wasRefused = true;
  }

  /** Data came: whether that is news of this subscription, acknowledged or not. */
  prove(channel: string, product: string): boolean {
    return this.#pending.get(channel)?.delete(product) ?? false;
  }

  /**
   * What is to be asked for again, message by message. One product that is refused takes all of its message with it: after a
   * refusal each is asked for by itself.
   */
  takeOverdue(): readonly ChannelProducts[] {
    const isApart = this.#wasRefused;
    this.#wasRefused = false;
    this.#unanswered = 0;
    return [...this.#pending].flatMap(([channel, pending]): ChannelProducts[] => {
      const products = [...pending];
      return isApart ? products.map((product) => [channel, [product]]) : [[channel, products]];
    });
  }

  /** A list of all that stands: what is new in it; undefined when it was no answer of ours and lacks something that stood. */
  acknowledge(listed: ReadonlyMap<string, readonly string[]>): readonly ChannelProducts[] | undefined {
    if (this.#unanswered > 0) this.#unanswered--;
    else if (this.#lacks(listed)) return undefined;
    return [...listed].flatMap(([channel, acknowledged]): ChannelProducts[] => {
      const pending = this.#pending.get(channel) ?? new Set<string>();
      const products = pending.has(ALL_PRODUCTS) ? [ALL_PRODUCTS] : acknowledged.filter((id) => pending.has(id));
      for (const product of products) pending.delete(product);
      return products.length > 0 ? [[channel, products]] : [];
    });
  }

  #lacks(listed: ReadonlyMap<string, readonly string[]>): boolean {
    for (const [channel, pending] of this.#pending) {
      const products = listed.get(channel);
      for (const product of this.products) {
        const isListed = products !== undefined && (product === ALL_PRODUCTS || products.includes(product));
        if (!isListed && !pending.has(product)) return true;
      }
    }
    return false;
  }
}
