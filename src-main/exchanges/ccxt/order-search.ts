import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { OrderReference, VenueOrder } from '../connection/order-protocol.ts';
import { callCcxt } from './call.ts';
import type { CcxtClient, CcxtOrder } from './client.ts';
import { failureOf, isCcxtError, outcomeOfCall } from './errors.ts';
import { ACCOUNT_ASKED, type OrderDesk } from './order-desk.ts';
import { venueOrderOf } from './parse-orders.ts';

/** Exchanges stamp an order by their own clock, and some in whole seconds. */
const BEFORE_SENT_MS = 10_000;

/**
 * What the exchange says of an order of ours: by its own id where we know it, else by ours among its lists. Null only when
 * the lists were read and could have shown it.
 */
export async function findOrder(desk: OrderDesk, reference: OrderReference): Promise<Outcome<VenueOrder | null>> {
  const loaded = await desk.loadMarkets();
  if (!loaded.ok) return loaded;
  const symbol = desk.symbolOf(reference.instrument);
  if (symbol === undefined) return fail('unknownInstrument', `instrument is ${reference.instrument.id}`);
  const { venueOrderId } = reference;
  if (venueOrderId !== null && desk.client.has.fetchOrder === true)
    return byVenueId(desk, reference, { symbol, venueOrderId });
  return amongLists(desk, reference, symbol);
}

type Place = { readonly symbol: string; readonly venueOrderId: string };

async function byVenueId(
  desk: OrderDesk,
  reference: OrderReference,
  { symbol, venueOrderId }: Place,
): Promise<Outcome<VenueOrder | null>> {
  const asked = await callCcxt(ACCOUNT_ASKED, () => desk.client.fetchOrder(venueOrderId, symbol));
  if (asked.ok) return readable(desk, asked.value, reference);
  // A 5xx by that name is no word of the exchange's.
  const isAbsent = isCcxtError(asked.error, 'OrderNotFound') && (asked.seen.status ?? 500) < 500;
  return isAbsent ? succeed(null) : failureOf('fetchOrder', asked);
}

function readable(
  desk: OrderDesk,
  order: CcxtOrder,
  { clientOrderId, venueOrderId }: OrderReference,
): Outcome<VenueOrder> {
  try {
    const read = venueOrderOf(desk, { ...order, id: order.id ?? venueOrderId ?? '' });
    if (read === undefined) return fail('replyUnreadable', 'the order told has no id');
    desk.remember(read.venueOrderId, clientOrderId);
    return succeed({ ...read, clientOrderId });
  } catch {
    return fail('replyUnreadable', 'the order told has amounts that cannot be read');
  }
}

async function amongLists(
  desk: OrderDesk,
  reference: OrderReference,
  symbol: string,
): Promise<Outcome<VenueOrder | null>> {
  const sinceMs = reference.sentMs - BEFORE_SENT_MS;
  const listed: CcxtOrder[] = [];
  for (const list of listsOf(desk.client, symbol, sinceMs)) {
    const orders = outcomeOfCall('orders', await callCcxt(ACCOUNT_ASKED, list));
    if (!orders.ok) return orders;
    listed.push(...orders.value);
  }
  const found = listed.find((order) => isSame(desk, order, reference));
  if (found !== undefined) return readable(desk, found, reference);
  if (!canShowAll(desk.client))
    return fail('exchangeFailed', 'the exchange lists no orders that are done: it may be one');
  // An exchange that does not tell our ids would hide it among these.
  const isNameless = listed.some(({ id = '', clientOrderId, timestamp }) => {
    const isRecent = timestamp === undefined || timestamp >= sinceMs;
    return isRecent && (clientOrderId ?? '') === '' && desk.ownIdOf(id) === undefined;
  });
  return isNameless
    ? fail('exchangeFailed', 'orders without a client id are listed: it may be one of them')
    : succeed(null);
}

/** By the exchange's id, by ours, or by ours anywhere in its own words: ccxt does not read it everywhere. */
function isSame(desk: OrderDesk, order: CcxtOrder, reference: OrderReference): boolean {
  if (order.id === undefined) return false;
  if (order.id === reference.venueOrderId || desk.nameOf(order) === reference.clientOrderId) return true;
  const wireId = desk.wireIdOf(reference.clientOrderId);
  const words = typeof order.info === 'object' && order.info !== null ? Object.values(order.info) : [];
  return [order.id, order.clientOrderId, ...words].some((word) => String(word ?? '') === wireId);
}

/** Whether every order, open or done, would be in one of the lists. */
function canShowAll({ has }: CcxtClient): boolean {
  return has.fetchOrders === true || (has.fetchOpenOrders === true && has.fetchClosedOrders === true);
}

function listsOf(
  client: CcxtClient,
  symbol: string,
  sinceMs: number,
): readonly (() => Promise<readonly CcxtOrder[]>)[] {
  const { has } = client;
  if (has.fetchOrders === true) return [() => client.fetchOrders(symbol, sinceMs)];
  return [
    ...(has.fetchOpenOrders === true ? [() => client.fetchOpenOrders(symbol)] : []),
    ...(has.fetchClosedOrders === true ? [() => client.fetchClosedOrders(symbol, sinceMs)] : []),
    ...(has.fetchCanceledOrders === true ? [() => client.fetchCanceledOrders(symbol, sinceMs)] : []),
  ];
}
