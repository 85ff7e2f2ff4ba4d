import type { StreamListener } from '../connection/market-protocol.ts';

export type Topic = 'market_trades' | 'ticker' | 'level2';

type Wanted = { readonly product: string; readonly topics: readonly Topic[]; isConnected: boolean };

/** Tells when all that is wanted of an instrument stands, and when something of it falls; each once. */
export class TopicStates {
  readonly #listener: Pick<StreamListener, 'connected' | 'broken'>;
  readonly #wanted = new Map<string, Wanted>();
  readonly #standing: Readonly<Record<Topic, Set<string>>> = {
    market_trades: new Set(),
    ticker: new Set(),
    level2: new Set(),
  };

  constructor(listener: Pick<StreamListener, 'connected' | 'broken'>) {
    this.#listener = listener;
  }

  /** All instruments that are wanted, with their public product and their topics; what is left out is forgotten. */
  want(wanted: ReadonlyMap<string, { readonly product: string; readonly topics: readonly Topic[] }>): void {
    for (const id of this.#wanted.keys()) if (!wanted.has(id)) this.#wanted.delete(id);
    for (const [id, { product, topics }] of wanted) {
      this.#wanted.set(id, { product, topics, isConnected: this.#wanted.get(id)?.isConnected ?? false });
    }
    this.#tellConnected();
  }

  up(topic: Topic, products: readonly string[]): void {
    for (const product of products) this.#standing[topic].add(product);
    this.#tellConnected();
  }

  down(topics: readonly Topic[], products: Iterable<string>, reason: string): void {
    const fallen = new Set(products);
    for (const topic of topics) for (const product of fallen) this.#standing[topic].delete(product);
    const broken: string[] = [];
    for (const [id, wanted] of this.#wanted) {
      if (!wanted.isConnected || !fallen.has(wanted.product)) continue;
      if (!wanted.topics.some((topic) => topics.includes(topic))) continue;
      wanted.isConnected = false;
      broken.push(id);
    }
    if (broken.length > 0) this.#listener.broken(broken, reason);
  }

  /** Not wanted any more, so nothing is told of it. */
  drop(topics: readonly Topic[], products: Iterable<string>): void {
    for (const product of products) for (const topic of topics) this.#standing[topic].delete(product);
  }

  #tellConnected(): void {
    const connected: string[] = [];
    for (const [id, wanted] of this.#wanted) {
      if (wanted.isConnected || !wanted.topics.every((topic) => this.#standing[topic].has(wanted.product))) continue;
      wanted.isConnected = true;
      connected.push(id);
    }
    if (connected.length > 0) this.#listener.connected(connected);
  }
}
