import { uuidOf } from './placement.ts';

export const CHANNELS = [
  'heartbeats',
  'candles',
  'ticker',
  'ticker_batch',
  'market_trades',
  'level2',
  'status',
  'user',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Channels that mean everything when no product is named. */
const WHOLE: readonly Channel[] = ['heartbeats', 'status', 'user'];

/** What acks call the products of channels that have none. */
const STAND_INS: Partial<Record<Channel, string>> = { heartbeats: 'heartbeats', user: uuidOf('user') };

/** What one socket has asked for. */
export class Subscriptions {
  readonly #products = new Map<Channel, Set<string>>();
  /** Channels that were asked for without a product. */
  readonly #whole = new Set<Channel>();

  add(channel: Channel, productIds: readonly string[]): void {
    if (productIds.length === 0) this.#whole.add(channel);
    const known = this.#products.get(channel) ?? new Set();
    for (const id of productIds) known.add(id);
    if (known.size > 0) this.#products.set(channel, known);
  }

  /** Without products: the whole channel. */
  remove(channel: Channel, productIds: readonly string[]): void {
    if (productIds.length === 0) {
      this.#whole.delete(channel);
      this.#products.delete(channel);
      return;
    }
    const known = this.#products.get(channel);
    for (const id of productIds) known?.delete(id);
    if (known?.size === 0) this.#products.delete(channel);
  }

  has(channel: Channel): boolean {
    return this.#whole.has(channel) || this.#products.has(channel);
  }

  hears(channel: Channel, productId: string): boolean {
    return this.#whole.has(channel) || (this.#products.get(channel)?.has(productId) ?? false);
  }

  productsOf(channel: Channel): readonly string[] {
    return [...(this.#products.get(channel) ?? [])];
  }

  /** As an ack tells them. */
  view(): Readonly<Record<string, readonly string[]>> {
    const channels = CHANNELS.filter((channel) => this.has(channel));
    return Object.fromEntries(
      channels.map((channel) => {
        const standIn = STAND_INS[channel];
        return [channel, standIn === undefined ? this.productsOf(channel) : [standIn]];
      }),
    );
  }
}

export type StreamRequest = {
  readonly type: 'subscribe' | 'unsubscribe';
  readonly channel: Channel;
  readonly productIds: readonly string[];
  readonly token: string | undefined;
};

/** A text is the error that is told. */
export function parseRequest(text: string): StreamRequest | string {
  const value = parseObject(text);
  if (value === undefined) return 'failed to parse message: JSON object expected';
  const { type, channel, product_ids = [], jwt } = value;
  if (type !== 'subscribe' && type !== 'unsubscribe') return 'invalid type: subscribe or unsubscribe expected';
  const known = CHANNELS.find((one) => one === channel);
  if (known === undefined) return `invalid channel: ${String(channel)}`;
  if (!Array.isArray(product_ids) || !product_ids.every((id) => typeof id === 'string')) return 'invalid product_ids';
  if (type === 'subscribe' && product_ids.length === 0 && !WHOLE.includes(known)) return 'no product_ids specified';
  if (jwt !== undefined && typeof jwt !== 'string') return 'authentication failure';
  return { type, channel: known, productIds: product_ids as string[], token: jwt };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
