import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { Balance, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import { type Price, priceFromText, ZERO_MONEY, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order, Side } from '../../model/order.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type {
  CancelAnswer,
  OrderProtocol,
  OrderReference,
  PlaceAnswer,
  VenueOrder,
} from '../connection/order-protocol.ts';
import { type CallSettings, callCcxt } from './call.ts';
import type { CcxtClient, CcxtOrder } from './client.ts';
import { isCcxtError, placeAnswerOf, reasonOf } from './errors.ts';
import { loadFills } from './fill-pages.ts';
import { OrderDesk } from './order-desk.ts';
import { orderForm } from './order-form.ts';
import { findOrder } from './order-search.ts';
import { balancesOf, venueOrderOf } from './parse-orders.ts';
import { openCcxtUserStream } from './user-stream.ts';

const ORDER_TIMEOUT_MS = 15_000;
/** An order that waits longer for its turn is an order at another price. */
const ORDER_MAX_WAIT_MS = 5000;
/** How late an exchange may still take a request: the longest receive window ccxt asks for, and a margin. */
const REQUEST_LIFE_MS = 30_000;
const RETRY_AFTER_MS = 1000;

/** Trading on an exchange of ccxt with one key. */
export function createOrderProtocol(venue: VenueId, parts: ProtocolParts, client: CcxtClient): OrderProtocol {
  const desk = new OrderDesk(venue, parts, client);
  return {
    // Which exchanges know a client id again ccxt does not say.
    resend: 'never',
    requestLifeMs: REQUEST_LIFE_MS,
    stopLimitShare: null,
    place: (order, instrument, mayLeave) => place(desk, { order, instrument }, mayLeave),
    cancel: (reference) => cancel(desk, reference),
    find: (reference) => findOrder(desk, reference),
    openOrders: () => openOrders(desk),
    fills: (instrument, sinceMs) => loadFills(desk, instrument, sinceMs),
    balances: () => balances(desk),
    permissions: () => permissions(desk),
    openUserStream: (listener) => openCcxtUserStream(desk, listener),
  };
}

const ordered = (priority: CallSettings['priority']): CallSettings => ({
  priority,
  group: 'orders',
  timeoutMs: ORDER_TIMEOUT_MS,
  maxWaitMs: ORDER_MAX_WAIT_MS,
});

async function place(
  desk: OrderDesk,
  { order, instrument }: Sent,
  mayLeave: (() => boolean) | undefined,
): Promise<PlaceAnswer> {
  const loaded = await desk.loadMarkets();
  if (!loaded.ok) return { kind: 'notPlaced', reason: loaded.error.message, retryAfterMs: RETRY_AFTER_MS };
  const symbol = desk.symbolOf(instrument);
  if (symbol === undefined) return { kind: 'refused', reason: `the exchange has no ${instrument.symbol}` };
  const marketPrice = (side: Side): Promise<Outcome<Price>> => priceNow(desk, symbol, side);
  const params = desk.namingOf(order.clientOrderId);
  const form = await orderForm(desk.client, order, { instrument, symbol, params, marketPrice });
  if (!form.ok) {
    const reason = form.error.message;
    const isRefused = form.error.code === 'badArgument';
    return isRefused ? { kind: 'refused', reason } : { kind: 'notPlaced', reason, retryAfterMs: RETRY_AFTER_MS };
  }
  const settings = { ...ordered(order.reduceOnly ? 'risk' : 'order'), mayLeave };
  const placed = await callCcxt(settings, form.value.send);
  if (placed.ok) return accepted(desk, placed.value, { order, instrument });
  const answer = placeAnswerOf(placed);
  if (isCcxtError(placed.error, 'InvalidNonce')) await desk.parts.resyncClock?.();
  return answer;
}

type Sent = { readonly order: Order; readonly instrument: Instrument };

function accepted(desk: OrderDesk, told: CcxtOrder, { order, instrument }: Sent): PlaceAnswer {
  const { clientOrderId } = order;
  if (told.id === undefined || told.id === '') return { kind: 'unknown', reason: 'the reply to the order has no id' };
  desk.remember(told.id, clientOrderId);
  const reference = { clientOrderId, instrument, venueOrderId: told.id, sentMs: desk.nowMs() };
  desk.open.set(told.id, reference);
  return {
    kind: 'accepted',
    order: { ...firstWord(desk, told), clientOrderId, instrumentId: instrument.id },
    fills: [],
  };
}

/** Many exchanges answer with an id alone: then what became of it is to be asked for. */
function firstWord(desk: OrderDesk, told: CcxtOrder): VenueOrder {
  try {
    const read = venueOrderOf(desk, told);
    if (read !== undefined) return read;
  } catch {
    desk.parts.log.warn('the reply to an order cannot be read', { venueOrderId: told.id ?? '' });
  }
  return {
    venueOrderId: told.id ?? '',
    clientOrderId: '',
    instrumentId: undefined,
    status: 'unknown',
    statusText: told.status ?? 'no status told',
    filledQuantity: ZERO_QUANTITY,
    filledValue: ZERO_MONEY,
    updatedMs: desk.nowMs(),
  };
}

async function priceNow(desk: OrderDesk, symbol: string, side: Side): Promise<Outcome<Price>> {
  const ticker = await desk.ask('fetchTicker', () => desk.client.fetchTicker(symbol));
  if (!ticker.ok) return ticker;
  const price = side === 'buy' ? ticker.value.ask : ticker.value.bid;
  if (price === undefined || !(Number(price) > 0)) return fail('exchangeFailed', `no price of ${symbol} is told`);
  return succeed(priceFromText(String(price)));
}

async function cancel(desk: OrderDesk, reference: OrderReference): Promise<CancelAnswer> {
  const known = reference.venueOrderId === null ? await findOrder(desk, reference) : null;
  if (known !== null && !known.ok) return { kind: 'unknown', reason: known.error.message };
  const id = reference.venueOrderId ?? known?.value?.venueOrderId;
  if (id === undefined) return { kind: 'notOpen', reason: 'the exchange knows no order by this client id' };
  const loaded = await desk.loadMarkets();
  const symbol = desk.symbolOf(reference.instrument);
  if (!loaded.ok || symbol === undefined) return { kind: 'unknown', reason: 'the markets could not be loaded' };
  const settings = { ...ordered('cancel'), maxWaitMs: 60_000 };
  const cancelled = await callCcxt(settings, () => desk.client.cancelOrder(id, symbol));
  // What was filled before is not in every exchange's answer: it is asked for.
  if (cancelled.ok) return { kind: 'cancelled', order: null };
  const isAnswer = cancelled.seen.status !== undefined && cancelled.seen.status < 500;
  const isGone = isAnswer && isCcxtError(cancelled.error, 'InvalidOrder');
  return { kind: isGone ? 'notOpen' : 'unknown', reason: reasonOf(cancelled.error) };
}

async function openOrders(desk: OrderDesk): Promise<Outcome<readonly VenueOrder[]>> {
  const { client } = desk;
  let listed = await desk.ask('fetchOpenOrders', () => client.fetchOpenOrders());
  // Some list one market's orders alone: then those of the markets that orders were sent to.
  if (!listed.ok && /symbol|argument/i.test(listed.error.message) && listed.error.code === 'exchangeRefused') {
    listed = await desk.ask('fetchOpenOrders', async () => {
      const lists: CcxtOrder[] = [];
      for (const symbol of desk.touchedSymbols()) lists.push(...(await client.fetchOpenOrders(symbol)));
      return lists;
    });
  }
  if (!listed.ok) return listed;
  try {
    return succeed(listed.value.map((order) => venueOrderOf(desk, order)).filter((order) => order !== undefined));
  } catch {
    return fail('replyUnreadable', 'an open order has amounts that cannot be read');
  }
}

async function balances(desk: OrderDesk): Promise<Outcome<readonly Balance[]>> {
  const told = await desk.ask('fetchBalance', () => desk.client.fetchBalance());
  return told.ok ? succeed(balancesOf(told.value)) : told;
}

/** That the account can be read is seen; what else the key may do ccxt does not ask. */
async function permissions(desk: OrderDesk): Promise<Outcome<KeyPermissions>> {
  const told = await balances(desk);
  return told.ok ? succeed({ canRead: true, canTrade: true, canWithdraw: null, hasIpList: null }) : told;
}
