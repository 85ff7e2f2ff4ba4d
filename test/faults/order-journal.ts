import type { VenueReport } from '../../src-main/engine/ports/venue.ts';
import type { Fill } from '../../src-main/model/fill.ts';
import type { Order, OrderEvent, OrderState } from '../../src-main/model/order.ts';
import { isOpenOrder, nextOrderState } from '../../src-main/model/order.ts';

export type JournalledOrder = {
  readonly order: Order;
  state: OrderState;
  readonly fills: Map<string, Fill>;
  /** The reports, in words. */
  readonly story: string[];
};

const EVENTS: Readonly<Record<Exclude<VenueReport['kind'], 'filled'>, OrderEvent>> = {
  accepted: 'accept',
  refused: 'refuse',
  cancelled: 'cancel',
  unknown: 'lose',
};

/** What a venue told of each order, as the engine would keep it, and what it should not have told. */
export class OrderJournal {
  readonly orders = new Map<string, JournalledOrder>();
  readonly problems: string[] = [];

  sent(order: Order): void {
    this.orders.set(order.clientOrderId, { order, state: 'sent', fills: new Map(), story: [] });
  }

  take(report: VenueReport): void {
    const clientOrderId = report.kind === 'filled' ? report.fill.clientOrderId : report.clientOrderId;
    const known = this.orders.get(clientOrderId);
    if (known === undefined) this.problems.push(`${report.kind} of ${clientOrderId}, which is none of ours`);
    known?.story.push('reason' in report ? `${report.kind} (${report.reason})` : report.kind);
    if (known === undefined) return;
    if (report.kind === 'filled') this.#takeFill(known, report.fill, report.done);
    else this.#move(known, EVENTS[report.kind]);
  }

  open(): readonly JournalledOrder[] {
    return [...this.orders.values()].filter(({ state }) => isOpenOrder(state));
  }

  /** The same fill may be told again to say that it was the last; then it says the same. One may come after the end. */
  #takeFill(known: JournalledOrder, fill: Fill, done: boolean): void {
    const before = known.fills.get(fill.fillId);
    known.fills.set(fill.fillId, fill);
    if (before !== undefined && (!done || !isSameFill(before, fill))) {
      this.problems.push(`${known.order.clientOrderId}: fill ${fill.fillId} told twice`);
    }
    if (isOpenOrder(known.state)) this.#move(known, done ? 'fillAll' : 'fillPart');
    else if (known.state === 'filled' || done) {
      this.problems.push(`${known.order.clientOrderId}: fill ${fill.fillId} after ${known.state}`);
    }
  }

  #move(known: JournalledOrder, event: OrderEvent): void {
    const next = nextOrderState(known.state, event);
    if (next === undefined) this.problems.push(`${known.order.clientOrderId}: ${event} after ${known.state}`);
    else known.state = next;
  }
}

function isSameFill(left: Fill, right: Fill): boolean {
  return left.price === right.price && left.quantity === right.quantity && left.fee === right.fee;
}
