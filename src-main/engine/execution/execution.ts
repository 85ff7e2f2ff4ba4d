import type { Fill } from '../../model/fill.ts';
import type { Order, OrderEvent, OrderState } from '../../model/order.ts';
import { isOpenOrder, nextOrderState } from '../../model/order.ts';
import type { Fact } from '../facts.ts';
import type { ApprovedOrder } from '../ports/approved-order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Venue } from '../ports/venue.ts';

export type TrackedOrder = { readonly order: Order; state: OrderState };

export type ExecutionPorts = {
  readonly venue: Venue;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (fact: Fact) => void;
};

const NO_ORDERS: readonly TrackedOrder[] = [];

/**
 * The life of our orders, from the intent on disk to the last word of the venue. The intent is recorded and synced before
 * the request leaves; only reports of the venue move an order on; a fill counts once.
 */
export class Execution {
  readonly #ports: ExecutionPorts;
  readonly #open = new Map<string, TrackedOrder>();

  constructor(ports: ExecutionPorts) {
    this.#ports = ports;
  }

  /** Takes over what the journal remembers, without sending anything. */
  restore(openOrders: readonly TrackedOrder[]): void {
    for (const { order, state } of openOrders) this.#open.set(order.clientOrderId, { order, state });
  }

  submit(order: ApprovedOrder): void {
    this.#ports.journal.recordIntent(order);
    const tracked: TrackedOrder = { order, state: 'intent' };
    this.#open.set(order.clientOrderId, tracked);
    this.#move(tracked, 'send', '');
    this.#ports.venue.submit(order);
  }

  cancel(clientOrderId: string): void {
    if (this.#open.has(clientOrderId)) this.#ports.venue.cancel(clientOrderId);
  }

  find(clientOrderId: string): TrackedOrder | undefined {
    return this.#open.get(clientOrderId);
  }

  openOrders(): readonly TrackedOrder[] {
    return [...this.#open.values()];
  }

  openOrdersOf(botId: string): readonly TrackedOrder[] {
    if (this.#open.size === 0) return NO_ORDERS;
    return this.openOrders().filter(({ order }) => order.botId === botId);
  }

  /** Quote amounts of entries that may still fill. */
  reservedByEntries(): bigint {
    let reserved = 0n;
    for (const { order } of this.#open.values()) {
      if (!order.reduceOnly && order.size.kind === 'quote') reserved += order.size.amount;
    }
    return reserved;
  }

  /** What the venue said of an order, other than a fill. False when it makes no sense for that order. */
  report(clientOrderId: string, event: Exclude<OrderEvent, 'send' | 'fillPart' | 'fillAll'>, reason: string): boolean {
    const tracked = this.#open.get(clientOrderId);
    if (tracked === undefined) {
      this.#ports.log.warn('report on an order that is not open', { clientOrderId, event, reason });
      return false;
    }
    return this.#move(tracked, event, reason);
  }

  /**
   * Records a fill. False when it was counted before: a venue may say everything twice, and once more after a crash
   * between the fill and the order's new state; what it says of the order counts all the same.
   */
  fill(fill: Fill, done: boolean): boolean {
    const tracked = this.#open.get(fill.clientOrderId);
    if (!this.#ports.journal.recordFill(fill)) {
      if (tracked !== undefined && done) this.#move(tracked, 'fillAll', '');
      return false;
    }
    if (tracked !== undefined) this.#move(tracked, done ? 'fillAll' : 'fillPart', '');
    else this.#ports.log.warn('fill of an order that is not open', { clientOrderId: fill.clientOrderId });
    return true;
  }

  #move(tracked: TrackedOrder, event: OrderEvent, reason: string): boolean {
    const { order } = tracked;
    const next = nextOrderState(tracked.state, event);
    if (next === undefined) {
      this.#ports.log.error('impossible order event', {
        clientOrderId: order.clientOrderId,
        state: tracked.state,
        event,
      });
      return false;
    }
    if (next === tracked.state) return true;
    tracked.state = next;
    if (!isOpenOrder(next)) this.#open.delete(order.clientOrderId);
    const timeMs = this.#ports.clock.nowMs();
    this.#ports.journal.recordOrderState(order.clientOrderId, next, reason, timeMs);
    this.#ports.emit({ kind: 'order', order, state: next, reason, timeMs });
    return true;
  }
}
