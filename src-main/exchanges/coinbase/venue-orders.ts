import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { RequestPriority } from '../../engine/ports/exchange.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { OrderReference, VenueFill, VenueOrder } from '../connection/order-protocol.ts';
import { PAGE_ROWS } from './limits.ts';
import { asObject, objectsIn, timeText } from './parse.ts';
import { type FindInstrumentId, isTrade, OPEN_STATUSES, readFill, readOrder } from './parse-orders.ts';
import { type Query, type Rest, sendPages } from './rest.ts';

/** An order may carry a time of creation from before it was sent, by the doubt in both clocks and a little more. */
const CREATED_BEFORE_MS = 60_000;

/** What Coinbase says of orders and fills. */
export class OrderReader {
  readonly #parts: ProtocolParts;
  readonly #rest: Rest;
  readonly #findInstrumentId: FindInstrumentId;

  constructor(parts: ProtocolParts, rest: Rest, findInstrumentId: FindInstrumentId) {
    this.#parts = parts;
    this.#rest = rest;
    this.#findInstrumentId = findInstrumentId;
  }

  /** Null when there is no such order. */
  async byId(venueOrderId: string, priority: RequestPriority): Promise<Outcome<VenueOrder | null>> {
    const path = `/orders/historical/${encodeURIComponent(venueOrderId)}`;
    const reply = await this.#rest.send({ path, group: 'account', priority });
    if (!reply.ok) return reply.error.details?.status === 404 ? succeed(null) : reply;
    const order = readOrder(asObject(reply.value.body.order) ?? {}, this.#context(reply.value.receivedMs));
    return order === undefined ? fail('replyUnreadable', `GET ${path} has no order that can be read`) : succeed(order);
  }

  /** No filter by client id exists: orders of the product since it was sent are looked through. */
  async find({ clientOrderId, venueOrderId, instrument, sentMs }: OrderReference): Promise<Outcome<VenueOrder | null>> {
    if (venueOrderId !== null) return this.byId(venueOrderId, 'risk');
    const start_date = timeText(Math.max(0, sentMs - CREATED_BEFORE_MS));
    const listed = await this.#list({ product_ids: [instrument.symbol], start_date });
    if (!listed.ok) return listed;
    const { orders, unread } = listed.value;
    const order = orders.find((one) => one.clientOrderId === clientOrderId);
    if (order === undefined && unread > 0) {
      return fail('replyUnreadable', `${unread} orders of ${instrument.symbol} cannot be read: ours may be among them`);
    }
    return succeed(order ?? null);
  }

  async openOrders(): Promise<Outcome<readonly VenueOrder[]>> {
    const lists = await Promise.all(
      OPEN_STATUSES.map((status) => this.#list({ order_status: [status], product_type: 'SPOT' })),
    );
    const open = new Map<string, VenueOrder>();
    for (const list of lists) {
      if (!list.ok) return list;
      if (list.value.unread > 0) return fail('replyUnreadable', `${list.value.unread} open orders cannot be read`);
      for (const order of list.value.orders) open.set(order.venueOrderId, order);
    }
    return succeed([...open.values()]);
  }

  async fills(instrument: Instrument, sinceMs: number): Promise<Outcome<readonly VenueFill[]>> {
    const fills = new Map<string, VenueFill>();
    let unread = 0;
    let otherKinds = 0;
    const query = {
      product_ids: [instrument.symbol],
      start_sequence_timestamp: timeText(Math.max(0, sinceMs)),
      limit: String(PAGE_ROWS),
    };
    const done = await sendPages(this.#rest, {
      path: '/orders/historical/fills',
      query,
      group: 'account',
      priority: 'risk',
      read: (body) => {
        for (const row of objectsIn(body, 'fills')) {
          if (row.product_id !== instrument.symbol) continue;
          const fill = isTrade(row) ? readFill(row, instrument) : undefined;
          if (fill !== undefined) fills.set(fill.fillId, fill);
          else if (isTrade(row)) unread++;
          else otherKinds++;
        }
      },
    });
    if (!done.ok) return done;
    const product = instrument.symbol;
    if (unread > 0) return fail('replyUnreadable', `${unread} fills of ${product} cannot be read`);
    if (otherKinds > 0)
      this.#parts.log.warn('corrections of Coinbase are left out of fills', { product, count: otherKinds });
    return succeed([...fills.values()].sort((left, right) => left.timeMs - right.timeMs));
  }

  async #list(query: Query): Promise<Outcome<{ readonly orders: readonly VenueOrder[]; readonly unread: number }>> {
    const orders: VenueOrder[] = [];
    let unread = 0;
    const context = this.#context(this.#parts.timers.nowMs());
    const done = await sendPages(this.#rest, {
      path: '/orders/historical/batch',
      query: { ...query, limit: String(PAGE_ROWS) },
      group: 'account',
      priority: 'risk',
      read: (body) => {
        for (const row of objectsIn(body, 'orders')) {
          const order = readOrder(row, context);
          if (order === undefined) unread++;
          else orders.push(order);
        }
      },
    });
    return done.ok ? succeed({ orders, unread }) : done;
  }

  #context(timeMs: number) {
    return { findInstrumentId: this.#findInstrumentId, timeMs };
  }
}
