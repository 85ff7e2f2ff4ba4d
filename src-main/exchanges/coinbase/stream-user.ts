import type { Disposable } from '../../base/disposable.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { UserListener, VenueOrder } from '../connection/order-protocol.ts';
import { SNAPSHOT_BATCH, SNAPSHOT_SILENCE_MS } from './limits.ts';
import { type Json, objectsIn } from './parse.ts';
import type { Envelope } from './parse-frames.ts';
import { type FindInstrumentId, readUserOrder } from './parse-orders.ts';
import { tokenNowMs } from './rest.ts';
import type { TokenSigner } from './sign.ts';
import { Connection } from './stream-connection.ts';
import { ALL_PRODUCTS } from './stream-subscriptions.ts';

/** Orders whose latest state is remembered, so that a replay is known. */
const REMEMBERED_ORDERS = 5000;

export type UserStreamParts = {
  readonly parts: ProtocolParts;
  readonly signer: TokenSigner;
  readonly findInstrumentId: FindInstrumentId;
};

/** The user channel, for all products of the key. */
export function openUserStream(stream: UserStreamParts, listener: UserListener): Disposable {
  return new UserStream(stream, listener);
}

class UserStream implements Disposable {
  readonly #stream: UserStreamParts;
  readonly #listener: UserListener;
  readonly #connection: Connection;
  readonly #told = new Map<string, VenueOrder>();
  /** Orders of a snapshot whose last batch has not come, by id: half of it would look like all that is open. */
  readonly #snapshot = new Map<string, VenueOrder>();
  #silence: Disposable | undefined;
  #isConnected = false;

  constructor(stream: UserStreamParts, listener: UserListener) {
    const { parts, signer } = stream;
    this.#stream = stream;
    this.#listener = listener;
    this.#connection = new Connection({
      parts,
      name: 'coinbase user',
      url: () => parts.urls.userStream,
      channels: ['user'],
      token: () => signer.token(tokenNowMs(parts)),
      events: {
        data: (envelope) => this.#data(envelope),
        subscribed: () => this.#connected(),
        lost: (reason) => this.#lost(reason),
        alive: () => undefined,
      },
    });
    this.#connection.add([ALL_PRODUCTS]);
  }

  dispose(): void | Promise<void> {
    this.#silence?.dispose();
    return this.#connection.dispose();
  }

  #connected(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#listener.connected();
  }

  #lost(reason: string): void {
    this.#silence?.dispose();
    this.#snapshot.clear();
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#listener.broken(reason);
  }

  #data({ channel, events, timeMs }: Envelope): void {
    if (channel !== 'user') return;
    this.#connection.prove('user', ALL_PRODUCTS);
    for (const event of events) {
      const records = objectsIn(event, 'orders');
      const orders = this.#read(records, timeMs);
      if (event.type === 'snapshot') this.#keep(orders, records.length);
      else if (event.type === 'update') for (const order of orders) this.#update(order);
    }
  }

  #read(records: readonly Json[], timeMs: number): readonly VenueOrder[] {
    const { findInstrumentId, parts } = this.#stream;
    const orders = records.map((record) => readUserOrder(record, { findInstrumentId, timeMs }));
    const read = orders.filter((order) => order !== undefined);
    if (read.length < orders.length) {
      parts.log.warn('orders of the user channel cannot be read', { count: orders.length - read.length });
    }
    return read;
  }

  #keep(orders: readonly VenueOrder[], batch: number): void {
    for (const order of orders) this.#snapshot.set(order.venueOrderId, order);
    this.#silence?.dispose();
    if (batch < SNAPSHOT_BATCH) this.#flush();
    else this.#silence = this.#stream.parts.timers.after(SNAPSHOT_SILENCE_MS, () => this.#flush());
  }

  #flush(): void {
    const orders = [...this.#snapshot.values()];
    this.#snapshot.clear();
    for (const order of orders) this.#tell(order);
  }

  /** Newer than what the snapshot says of it. */
  #update(order: VenueOrder): void {
    this.#snapshot.delete(order.venueOrderId);
    this.#tell(order);
  }

  #tell(order: VenueOrder): void {
    const before = this.#told.get(order.venueOrderId);
    if (before !== undefined && !isNews(before, order)) return;
    this.#told.delete(order.venueOrderId);
    this.#told.set(order.venueOrderId, order);
    const oldest = this.#told.size > REMEMBERED_ORDERS ? this.#told.keys().next().value : undefined;
    if (oldest !== undefined) this.#told.delete(oldest);
    this.#listener.order(order);
  }
}

/** Replays say the same again, and late messages less than is known: neither moves an order. */
function isNews(before: VenueOrder, order: VenueOrder): boolean {
  if (order.filledQuantity !== before.filledQuantity) return order.filledQuantity > before.filledQuantity;
  if (order.statusText === before.statusText) return false;
  return before.status === 'working' || before.status === 'unknown';
}
