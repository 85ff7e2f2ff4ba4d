import type { ApprovedOrder } from '../../src-main/engine/ports/approved-order.ts';
import type { Venue } from '../../src-main/engine/ports/venue.ts';
import { quantityToText } from '../../src-main/model/money.ts';
import type { Order } from '../../src-main/model/order.ts';
import type { EngineSession } from './engine-session.ts';

/** The simulated venue as a spot exchange: exits lock what they may sell, a list once; cancels are answered when told. */
export class LockingVenue implements Venue {
  readonly #session: () => EngineSession;
  #cancels: string[] = [];

  constructor(session: () => EngineSession) {
    this.#session = session;
  }

  submit(order: ApprovedOrder): void {
    const session = this.#session();
    const free = this.#held(order) - this.#locked(order);
    if (order.reduceOnly && order.size.kind === 'base' && order.size.quantity > free) {
      const reason = `insufficient balance: ${quantityToText(order.size.quantity)} is not free`;
      session.report({
        kind: 'refused',
        clientOrderId: order.clientOrderId,
        reason,
        timeMs: session.clock.nowMs(),
      });
    } else session.paper.submit(order);
  }

  cancel(clientOrderId: string): void {
    this.#cancels.push(clientOrderId);
  }

  /** Cancels reach the venue now. */
  answer(): void {
    for (const id of this.#cancels.splice(0)) this.#session().paper.cancel(id);
  }

  #held({ botId }: Order): bigint {
    const bot = this.#session()
      .engine.snapshot()
      .bots.find(({ config }) => config.id === botId);
    return bot?.position.quantity ?? 0n;
  }

  #locked(order: Order): bigint {
    const lists = new Set<string>(order.list?.handledBy === 'venue' ? [order.list.id] : []);
    let locked = 0n;
    for (const { order: other } of this.#session().engine.snapshot().openOrders) {
      if (!other.reduceOnly || other.clientOrderId === order.clientOrderId || other.size.kind !== 'base') continue;
      if (other.list?.handledBy === 'venue') {
        if (lists.has(other.list.id)) continue;
        lists.add(other.list.id);
      }
      locked += other.size.quantity;
    }
    return locked;
  }
}
