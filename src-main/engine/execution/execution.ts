import { entryStake } from '../../model/entry-stake.ts';
import type { Fill } from '../../model/fill.ts';
import { marginOf } from '../../model/margin.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { ZERO_MONEY, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order, OrderEvent, OrderPurpose, OrderState } from '../../model/order.ts';
import { isOpenOrder, nextOrderState } from '../../model/order.ts';
import type { OrderStory } from '../../model/order-story.ts';
import type { Fact } from '../facts.ts';
import type { ApprovedOrder } from '../ports/approved-order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal, JournalState } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Venue } from '../ports/venue.ts';

export type TrackedOrder = {
  readonly order: Order;
  state: OrderState;
  /** What an entry put at stake when it was sent, quote asset; 0 for an exit. */
  readonly notional: Money;
  /** Of its quantity, so far. */
  filled: Quantity;
  /** The venue was asked to take it back: it may still fill, but is not counted on any more. */
  leaving: boolean;
};

/** Amounts of one bot's entries that may still fill, quote asset. Of the two sides only one can come to be. */
export type Reserved = { readonly buys: bigint; readonly sells: bigint };

export type ExecutionPorts = {
  readonly venue: Venue;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (fact: Fact) => void;
  /** NaN while nobody has told one. */
  readonly priceNow: (instrumentId: string) => number;
};

/** Charges and closes the venue makes by itself: no order of ours belongs to them. */
const OF_THE_VENUE: ReadonlySet<OrderPurpose> = new Set(['funding', 'liquidation']);

const NO_ORDERS: readonly TrackedOrder[] = [];

/**
 * The life of our orders, from the intent on disk to the last word of the venue. The intent is recorded and synced before
 * the request leaves; only reports of the venue move an order on; a fill counts once.
 */
export class Execution {
  readonly #ports: ExecutionPorts;
  readonly #open = new Map<string, TrackedOrder>();
  readonly #plans = new Map<string, { readonly parent: Order; readonly notional: Money }>();

  constructor(ports: ExecutionPorts) {
    this.#ports = ports;
  }

  /** Takes over what the journal remembers, without sending anything. */
  restore(openOrders: JournalState['openOrders'], fills: readonly Fill[]): void {
    for (const { order, state } of openOrders) {
      const notional = this.#stakeOf(order);
      const tracked = { order, state, notional, filled: ZERO_QUANTITY, leaving: false };
      this.#open.set(order.clientOrderId, tracked);
    }
    for (const { clientOrderId, quantity } of fills) {
      const tracked = this.#open.get(clientOrderId);
      if (tracked !== undefined) tracked.filled = (tracked.filled + quantity) as Quantity;
    }
  }

  /** `story` is why it leaves, for those who keep it: written with the intent. */
  submit(order: ApprovedOrder, notional: Money, story: OrderStory | null = null): void {
    const timeMs = this.#ports.clock.nowMs();
    // One commit for the intent, its sending and its story: every sync is waited for before the order leaves.
    this.#ports.journal.recordIntent(order, 'sent', timeMs, story);
    const tracked: TrackedOrder = { order, state: 'sent', notional, filled: ZERO_QUANTITY, leaving: false };
    this.#open.set(order.clientOrderId, tracked);
    this.#ports.emit({ kind: 'order', order, state: 'sent', reason: '', timeMs });
    this.#ports.venue.submit(order);
  }

  /** Takes over an order that is at its venue already. Throws when its id was recorded before. */
  adopt(order: Order, venueOrderId: string): void {
    const timeMs = this.#ports.clock.nowMs();
    this.#ports.journal.recordIntent(order, 'sent', timeMs);
    const notional = this.#stakeOf(order);
    this.#open.set(order.clientOrderId, { order, state: 'sent', notional, filled: ZERO_QUANTITY, leaving: false });
    this.#ports.emit({ kind: 'order', order, state: 'sent', reason: 'taken over', timeMs });
    this.#ports.venue.adopt?.(order, venueOrderId);
  }

  cancel(clientOrderId: string): void {
    const tracked = this.#open.get(clientOrderId);
    if (tracked === undefined) return;
    tracked.leaving = true;
    this.#ports.venue.cancel(clientOrderId);
  }

  /** What a plan may still come to bind, once for the whole of it: its orders count no more on top. */
  reserve(parent: Order, notional: Money): void {
    this.#plans.set(parent.clientOrderId, { parent, notional });
  }

  release({ clientOrderId }: Order): void {
    this.#plans.delete(clientOrderId);
  }

  /** What of a plan is bound before its next order leaves; null where there is no such plan. */
  reservedForPlan(parentId: string): Money | null {
    return this.#plans.get(parentId)?.notional ?? null;
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

  /** What an account's entries that still work may come to bind: of each bot the larger of its two sides, ÷ its leverage. */
  reservedByEntries(accountId: string, leverageOf: (botId: string) => number): bigint {
    if (this.#open.size === 0 && this.#plans.size === 0) return 0n;
    let reserved = 0n;
    const botIds = new Set<string>();
    for (const { order } of this.#open.values()) if (order.accountId === accountId) botIds.add(order.botId);
    for (const { parent } of this.#plans.values()) if (parent.accountId === accountId) botIds.add(parent.botId);
    for (const botId of botIds) {
      const { buys, sells } = this.reservedBy(botId);
      reserved += marginOf((buys > sells ? buys : sells) as Money, leverageOf(botId));
    }
    return reserved;
  }

  reservedBy(botId: string): Reserved {
    let buys = 0n;
    let sells = 0n;
    for (const { order, notional } of this.#open.values()) {
      if (order.botId !== botId || order.reduceOnly) continue;
      if (order.parentId !== undefined && this.#plans.has(order.parentId)) continue;
      const bound = this.#worthNow(order, notional);
      if (order.side === 'buy') buys += bound;
      else sells += bound;
    }
    for (const { parent, notional } of this.#plans.values()) {
      if (parent.botId !== botId) continue;
      const working = this.#worthOfParts(parent.clientOrderId);
      const bound = working > notional ? working : notional;
      if (parent.side === 'buy') buys += bound;
      else sells += bound;
    }
    return { buys, sells };
  }

  /** A plan's order that went after the price may be worth more by now than was reserved for the whole. */
  #worthOfParts(parentId: string): bigint {
    let worth = 0n;
    for (const { order, notional } of this.#open.values())
      if (order.parentId === parentId) worth += this.#worthNow(order, notional);
    return worth;
  }

  /** Of an entry from before a restart nobody knows any more what it was worth: it counts at the price of now. */
  #stakeOf(order: Order): Money {
    return order.reduceOnly ? ZERO_MONEY : entryStake(order, this.#ports.priceNow(order.instrumentId));
  }

  /** Of unknown fate or under way it may trade, or have traded, at a price that is dearer by now than when it left. */
  #worthNow(order: Order, notional: Money): Money {
    const now = this.#stakeOf(order);
    return now > notional ? now : notional;
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
    if (tracked !== undefined) {
      tracked.filled = (tracked.filled + fill.quantity) as Quantity;
      this.#move(tracked, done ? 'fillAll' : 'fillPart', '');
    } else if (!OF_THE_VENUE.has(fill.purpose)) {
      this.#ports.log.warn('fill of an order that is not open', { clientOrderId: fill.clientOrderId });
    }
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
