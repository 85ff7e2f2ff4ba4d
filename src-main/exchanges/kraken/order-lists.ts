import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { notionalOf } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { OrderReference, VenueFill, VenueOrder } from '../connection/order-protocol.ts';
import { venueClientId } from './client-ids.ts';
import { failureOf } from './errors.ts';
import { ACCOUNT_COST, CLOCK_GRAIN_MS, HISTORY_COST, HISTORY_PAGES, HISTORY_ROWS } from './limits.ts';
import { pairTableOf } from './pair-table.ts';
import type { ListedOrder } from './parse-account.ts';
import { closedOrdersResult, fillsOf, openOrdersResult, ordersOf, tradesResult } from './parse-account.ts';
import { rowsResult } from './parse-market.ts';
import { accountCost, type PrivateCall, type RestResult } from './rest.ts';
import type { VenueParts } from './venue.ts';

/** How much earlier than it was sent an order is looked for: clocks differ. */
const LOOK_BACK_S = 60;

type Rows = Readonly<Record<string, unknown>>;
type Query<T> = Pick<PrivateCall<T>, 'endpoint' | 'fields' | 'result' | 'priority'>;

function ask<T>({ call }: VenueParts, query: Query<T>, cost: number): Promise<RestResult<T>> {
  return call({ ...query, cost: accountCost(cost), group: 'account' });
}

/** By Kraken's own id where it is known; otherwise among the open orders and then the closed ones since it was sent. */
export async function findOrder(venue: VenueParts, order: OrderReference): Promise<Outcome<VenueOrder | null>> {
  const found = await (order.venueOrderId === null ? byClientId(venue, order) : byId(venue, order.venueOrderId));
  return found.ok && found.value?.isByAmount === true ? countFills(venue, order, found.value) : found;
}

type Found = Promise<Outcome<ListedOrder | null>>;

async function byClientId(venue: VenueParts, order: OrderReference): Found {
  const clientId = venueClientId(order.clientOrderId);
  if (clientId === undefined) return succeed(null);
  const isIt = ({ clientOrderId }: VenueOrder): boolean => clientOrderId === order.clientOrderId;
  const open = await openOrders(venue, { cl_ord_id: clientId });
  if (!open.ok) return open;
  const found = open.value.find(isIt);
  if (found !== undefined) return succeed(found);
  const start = String(Math.floor(order.sentMs / 1000) - LOOK_BACK_S);
  const closed = await closedOrders(venue, { cl_ord_id: clientId, start });
  return closed.ok ? succeed(closed.value.find(isIt) ?? null) : closed;
}

async function byId(venue: VenueParts, txid: string): Found {
  const query: Query<Rows> = { endpoint: 'QueryOrders', fields: { txid }, result: rowsResult, priority: 'risk' };
  const reply = await ask(venue, query, ACCOUNT_COST);
  if (!reply.ok) return isUnknownOrder(reply) ? succeed(null) : failureOf('an order at Kraken', reply.problem);
  const orders = readOrders(venue, reply.value);
  return orders.ok ? succeed(orders.value.find(({ venueOrderId }) => venueOrderId === txid) ?? null) : orders;
}

/** What was filled of an order by amount, from its trades. A filled one whose trades are not listed yet is asked for again. */
async function countFills(venue: VenueParts, order: OrderReference, listed: ListedOrder): Found {
  const fills = await fillsSince(venue, order.instrument, order.sentMs);
  if (!fills.ok) return fills;
  const own = fills.value.filter(({ venueOrderId }) => venueOrderId === listed.venueOrderId);
  if (own.length === 0 && listed.status === 'filled') {
    return fail('exchangeFailed', `an order at Kraken: the trades of ${listed.venueOrderId} are not listed yet`);
  }
  const filledQuantity = own.reduce((sum, fill) => sum + fill.quantity, 0n) as Quantity;
  const filledValue = own.reduce((sum, fill) => sum + notionalOf(fill.price, fill.quantity), 0n) as Money;
  return succeed({ ...listed, filledQuantity, filledValue });
}

function isUnknownOrder(reply: RestResult<unknown>): boolean {
  return (
    !reply.ok &&
    reply.problem.kind === 'errors' &&
    reply.problem.errors.every((error) => /^EOrder:Unknown order/.test(error))
  );
}

function readOrders({ parts }: VenueParts, rows: Rows): Outcome<readonly ListedOrder[]> {
  const orders = ordersOf(rows, pairTableOf(parts.transport));
  return orders === undefined
    ? fail('replyUnreadable', 'orders at Kraken: a row that is not an order')
    : succeed(orders);
}

/** All at once: Kraken lists open orders in one piece. */
export async function openOrders(
  venue: VenueParts,
  fields: Readonly<Record<string, string>> = {},
): Promise<Outcome<readonly ListedOrder[]>> {
  const query = { endpoint: 'OpenOrders', fields, result: openOrdersResult, priority: 'risk' } as const;
  const reply = await ask(venue, query, ACCOUNT_COST);
  return reply.ok ? readOrders(venue, reply.value.open) : failureOf('open orders at Kraken', reply.problem);
}

async function closedOrders(
  venue: VenueParts,
  fields: Readonly<Record<string, string>>,
): Promise<Outcome<readonly ListedOrder[]>> {
  const rows = await pages('closed orders at Kraken', async (offset) => {
    const query = {
      endpoint: 'ClosedOrders',
      fields: { ...fields, ofs: offset },
      result: closedOrdersResult,
      priority: 'risk',
    } as const;
    const reply = await ask(venue, query, HISTORY_COST);
    return reply.ok ? { ...reply, value: reply.value.closed } : reply;
  });
  return rows.ok ? readOrders(venue, rows.value) : rows;
}

export async function fillsSince(
  venue: VenueParts,
  instrument: Instrument,
  sinceMs: TimestampMs,
): Promise<Outcome<readonly VenueFill[]>> {
  const what = 'trades at Kraken';
  // Each match under its own number, as the socket tells them: Kraken would add up those of one taker otherwise.
  // Our idea of Kraken's time may be ahead by its grain: a fill must not be missed for that.
  const fromMs = sinceMs - CLOCK_GRAIN_MS;
  const fields = { start: String(Math.floor(fromMs / 1000) - 1), consolidate_taker: 'false' };
  const rows = await pages(what, async (offset) => {
    const query = {
      endpoint: 'TradesHistory',
      fields: { ...fields, ofs: offset },
      result: tradesResult,
      priority: 'risk',
    } as const;
    const reply = await ask(venue, query, HISTORY_COST);
    return reply.ok ? { ...reply, value: reply.value.trades } : reply;
  });
  if (!rows.ok) return rows;
  const fills = fillsOf(rows.value, pairTableOf(venue.parts.transport));
  if (fills === undefined) return fail('replyUnreadable', `${what}: a row that is not a trade`);
  const wanted = fills.filter(({ instrumentId, timeMs }) => instrumentId === instrument.id && timeMs >= fromMs);
  return succeed(wanted.sort((left, right) => left.timeMs - right.timeMs));
}

/** Rows of all pages, by key: what is added in front while we read is read twice and kept once. */
async function pages(what: string, page: (offset: string) => Promise<RestResult<Rows>>): Promise<Outcome<Rows>> {
  const all: Record<string, unknown> = {};
  for (let index = 0; index < HISTORY_PAGES; index++) {
    const reply = await page(String(index * HISTORY_ROWS));
    if (!reply.ok) return failureOf(what, reply.problem);
    Object.assign(all, reply.value);
    if (Object.keys(reply.value).length < HISTORY_ROWS) return succeed(all);
  }
  return fail('exchangeFailed', `${what}: more than ${HISTORY_PAGES} pages of ${HISTORY_ROWS}`);
}
