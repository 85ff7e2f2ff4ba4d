import type { Disposable } from '../../base/disposable.ts';
import type { UserListener, VenueOrder } from '../connection/order-protocol.ts';
import type { CcxtOrder } from './client.ts';
import type { OrderDesk } from './order-desk.ts';
import { findOrder } from './order-search.ts';
import { venueOrderOf } from './parse-orders.ts';
import { startWatchLoop } from './watch-loop.ts';

/** Nothing says that a subscription stands: it is taken to when nothing failed for so long. */
const CONNECTED_AFTER_MS = 3000;
const POLL_MS = 4000;

/** News of our orders: as the exchange streams them, or asked for one by one where it does not. */
export function openCcxtUserStream(desk: OrderDesk, listener: UserListener): Disposable {
  const stream = new UserStream(desk, listener);
  stream.start();
  return stream;
}

class UserStream implements Disposable {
  readonly #desk: OrderDesk;
  readonly #listener: UserListener;
  readonly #loops: Disposable[] = [];
  #connecting: Disposable | undefined;
  #isConnected = false;
  #isPolling = false;
  #isDisposed = false;

  constructor(desk: OrderDesk, listener: UserListener) {
    this.#desk = desk;
    this.#listener = listener;
  }

  start(): void {
    if (this.#desk.client.has.watchOrders === true) this.#watch();
    else this.#poll();
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#connecting?.dispose();
    for (const loop of this.#loops) void loop.dispose();
    await this.#desk.client.close().catch(() => undefined);
  }

  #watch(): void {
    const { client, parts } = this.#desk;
    const loop = startWatchLoop({
      timers: parts.timers,
      next: async () => {
        if (parts.urls.stream.startsWith('ws:')) await client.loadHttpProxyAgent();
        if (!this.#isConnected) this.#connectLater();
        return client.watchOrders();
      },
      onNews: (orders) => {
        this.#connected();
        for (const order of orders) this.#tellRaw(order);
      },
      onFailure: (reason, isSupported) => this.#failed(reason, isSupported),
    });
    this.#loops.push(loop);
  }

  #connectLater(): void {
    this.#connecting?.dispose();
    this.#connecting = this.#desk.parts.timers.after(CONNECTED_AFTER_MS, () => this.#connected());
  }

  #connected(): void {
    this.#connecting?.dispose();
    if (this.#isConnected || this.#isDisposed) return;
    this.#isConnected = true;
    this.#listener.connected();
  }

  #failed(reason: string, isSupported: boolean): void {
    this.#connecting?.dispose();
    if (this.#isConnected) this.#listener.broken(reason);
    this.#isConnected = false;
    if (isSupported) return;
    this.#desk.parts.log.info('orders are asked for one by one: the exchange streams none', { reason });
    this.#poll();
  }

  #poll(): void {
    this.#loops.push(this.#desk.parts.timers.every(POLL_MS, () => void this.#askAll()));
    this.#connected();
  }

  async #askAll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    for (const reference of [...this.#desk.open.values()]) {
      if (this.#isDisposed) break;
      const found = await findOrder(this.#desk, reference);
      if (!found.ok || this.#isDisposed) continue;
      if (found.value === null) this.#desk.open.delete(reference.venueOrderId ?? '');
      else this.#tell(found.value);
    }
    this.#isPolling = false;
  }

  #tellRaw(order: CcxtOrder): void {
    try {
      const read = venueOrderOf(this.#desk, order);
      if (read !== undefined) this.#tell(read);
    } catch {
      this.#desk.parts.log.warn('news of an order cannot be read', { venueOrderId: order.id ?? '' });
    }
  }

  #tell(order: VenueOrder): void {
    if (order.status !== 'working' && order.status !== 'unknown') this.#desk.open.delete(order.venueOrderId);
    this.#listener.order(order);
  }
}
