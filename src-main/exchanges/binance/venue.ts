import type { Failure, Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { ExchangeKeys, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { Instrument } from '../../model/instrument.ts';
import { ZERO_MONEY, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import { NOT_SENT_CODES } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type {
  CancelAnswer,
  OrderPair,
  OrderProtocol,
  OrderReference,
  PlaceAnswer,
  VenueOrder,
} from '../connection/order-protocol.ts';
import { describe, failureOf, meaningOf, placeAnswerOf } from './errors.ts';
import { CLOCK_DOUBT_MS, ORDER_MAX_WAIT_MS, ORDER_RECEIVE_WINDOW_MS, ORDER_TIMEOUT_MS, WEIGHTS } from './limits.ts';
import { orderListParams, reportOn } from './order-list-params.ts';
import { orderParams } from './order-params.ts';
import {
  parseAccountPermissions,
  parseBalances,
  parseFeeRates,
  parseKeyPermissions,
  parseOrder,
  parseOrders,
  parsePlaced,
  type SymbolLookup,
} from './parse-orders.ts';
import { createSignedRest, type Rest, type RestRequest } from './rest.ts';
import type { QueryParams } from './sign.ts';
import { createSymbolLookup, wireSymbol } from './symbols.ts';
import { loadFills } from './trade-pages.ts';
import { openUserStream } from './user-stream.ts';

type Desk = { readonly parts: ProtocolParts; readonly rest: Rest; readonly findSymbol: SymbolLookup };

/** Trading on Binance Spot with one key. */
export function createOrderProtocol(parts: ProtocolParts, keys: ExchangeKeys): OrderProtocol {
  const findSymbol = createSymbolLookup(parts.findInstrument);
  const desk: Desk = { parts, rest: createSignedRest(parts, keys), findSymbol };
  return {
    // A client id is unique among open orders only: a second request may be a second order.
    resend: 'never',
    requestLifeMs: ORDER_RECEIVE_WINDOW_MS + CLOCK_DOUBT_MS,
    stopLimitShare: null,
    place: (order, instrument, mayLeave) => place(desk, { order, instrument, mayLeave }),
    placeList: (pair, instrument, mayLeave) => placeList(desk, pair, { instrument, mayLeave }),
    cancel: (reference) => cancel(desk, reference),
    find: (reference) => find(desk, reference),
    openOrders: () =>
      desk.rest.ask(ask('/api/v3/openOrders', [], WEIGHTS.openOrders), (body) => parseOrders(body, findSymbol)),
    fills: (instrument, sinceMs) => loadFills(parts, desk.rest, { instrument, sinceMs }),
    balances: () => desk.rest.ask(ask(ACCOUNT, [['omitZeroBalances', 'true']], WEIGHTS.account), parseBalances),
    permissions: () => permissions(desk),
    feeRates: (instrument) =>
      desk.rest.ask(ask(COMMISSION, [['symbol', wireSymbol(instrument)]], WEIGHTS.commission), parseFeeRates),
    openUserStream: (listener) => openUserStream(parts, keys, { listener, findSymbol }),
  };
}

const ACCOUNT = '/api/v3/account';
const COMMISSION = '/api/v3/account/commission';
const ORDER = '/api/v3/order';
const ORDER_LIST = '/api/v3/orderList/oco';

function ask(path: string, params: QueryParams, weight: number): RestRequest {
  return { method: 'GET', path, params, weight, priority: 'risk', group: 'account' };
}

const RETRY_UNSENT_AFTER_MS = 1_000;

type Placing = {
  readonly order: Order;
  readonly instrument: Instrument;
  readonly mayLeave: (() => boolean) | undefined;
};

type ListPlacing = Omit<Placing, 'order'>;

async function place({ rest }: Desk, { order, instrument, mayLeave }: Placing): Promise<PlaceAnswer> {
  const params = orderParams(order, instrument);
  if (!params.ok) return { kind: 'refused', reason: params.error.message };
  const outcome = await rest.call({
    method: 'POST',
    path: ORDER,
    params: params.value,
    weight: WEIGHTS.order,
    isNewOrder: true,
    priority: order.reduceOnly ? 'risk' : 'order',
    group: 'orders',
    timeoutMs: ORDER_TIMEOUT_MS,
    maxWaitMs: ORDER_MAX_WAIT_MS,
    recvWindowMs: ORDER_RECEIVE_WINDOW_MS,
    mayLeave,
  });
  if (!outcome.ok) return unansweredPlace(outcome.error);
  if (outcome.value.kind === 'refusal') return placeAnswerOf(outcome.value.reply);
  return placedAnswer(outcome.value.body, order, instrument);
}

/** Each order of the list is told of by its client id; whether it is there is known of both or of none. */
async function placeList(
  { rest }: Desk,
  pair: OrderPair,
  { instrument, mayLeave }: ListPlacing,
): Promise<readonly PlaceAnswer[]> {
  const params = orderListParams(pair, instrument);
  const both = (answer: PlaceAnswer): readonly PlaceAnswer[] => [answer, answer];
  if (!params.ok) return both({ kind: 'refused', reason: params.error.message });
  const outcome = await rest.call({
    method: 'POST',
    path: ORDER_LIST,
    params: params.value,
    weight: WEIGHTS.order,
    isNewOrder: true,
    priority: 'risk',
    group: 'orders',
    timeoutMs: ORDER_TIMEOUT_MS,
    maxWaitMs: ORDER_MAX_WAIT_MS,
    recvWindowMs: ORDER_RECEIVE_WINDOW_MS,
    mayLeave,
  });
  if (!outcome.ok) return both(unansweredPlace(outcome.error));
  const { value } = outcome;
  if (value.kind === 'refusal') return both(placeAnswerOf(value.reply));
  return pair.map((order) => placedAnswer(reportOn(value.body, order), order, instrument));
}

function unansweredPlace(error: Failure): PlaceAnswer {
  const reason = error.message;
  // A secret that cannot sign, a request that cannot be built: trying again changes nothing.
  if (error.code === 'authenticationFailed' || error.code === 'bug') return { kind: 'refused', reason };
  if (!isUnsent(error)) return { kind: 'unknown', reason };
  return { kind: 'notPlaced', reason, retryAfterMs: RETRY_UNSENT_AFTER_MS };
}

/** Whether it certainly never left. */
const isUnsent = ({ code, details }: Failure): boolean =>
  NOT_SENT_CODES.some((known) => known === code) || details?.sent === false;

function placedAnswer(body: unknown, order: Order, instrument: Instrument): PlaceAnswer {
  try {
    const placed = parsePlaced(body, instrument);
    if (placed.order.clientOrderId === order.clientOrderId) return { kind: 'accepted', ...placed };
    return { kind: 'unknown', reason: 'the reply is of another order' };
  } catch {
    return { kind: 'unknown', reason: 'the reply to the order could not be read' };
  }
}

/** The exchange's own id finds an order fastest; before it is known ours does. */
function naming({ instrument, venueOrderId, clientOrderId }: OrderReference): QueryParams {
  const name = venueOrderId === null ? ['origClientOrderId', clientOrderId] : ['orderId', venueOrderId];
  return [['symbol', wireSymbol(instrument)], name as [string, string]];
}

async function cancel({ rest, findSymbol }: Desk, reference: OrderReference): Promise<CancelAnswer> {
  const outcome = await rest.call({
    method: 'DELETE',
    path: ORDER,
    params: naming(reference),
    weight: WEIGHTS.cancel,
    priority: 'cancel',
    group: 'orders',
    timeoutMs: ORDER_TIMEOUT_MS,
    recvWindowMs: ORDER_RECEIVE_WINDOW_MS,
  });
  if (!outcome.ok) return { kind: 'unknown', reason: outcome.error.message };
  if (outcome.value.kind === 'answer') {
    return { kind: 'cancelled', order: readOwn(outcome.value.body, reference, findSymbol) };
  }
  const { reply } = outcome.value;
  const meaning = meaningOf(reply);
  const isGone = meaning === 'notOpen' || meaning === 'noSuchOrder';
  return { kind: isGone ? 'notOpen' : 'unknown', reason: describe(reply) };
}

/** Null when it cannot be read: that it was cancelled is said all the same. */
function readOwn(body: unknown, { clientOrderId }: OrderReference, findSymbol: SymbolLookup): VenueOrder | null {
  try {
    return { ...parseOrder(body, findSymbol), clientOrderId };
  } catch {
    return null;
  }
}

async function find({ rest, findSymbol }: Desk, reference: OrderReference): Promise<Outcome<VenueOrder | null>> {
  const request = ask(ORDER, naming(reference), WEIGHTS.findOrder);
  const outcome = await rest.call(request);
  if (!outcome.ok) return outcome;
  if (outcome.value.kind === 'answer') {
    const order = readOwn(outcome.value.body, reference, findSymbol);
    return order === null ? fail('replyUnreadable', `GET ${ORDER}: the reply is not an order`) : succeed(order);
  }
  const { reply } = outcome.value;
  const meaning = meaningOf(reply);
  if (meaning === 'noSuchOrder') return succeed(null);
  return meaning === 'archived' ? succeed(archived(reference)) : failureOf(`GET ${ORDER}`, reply);
}

/** Cancelled without a fill, longer than 90 days ago: all that the exchange still says. */
function archived({ clientOrderId, venueOrderId, instrument, sentMs }: OrderReference): VenueOrder {
  return {
    venueOrderId: venueOrderId ?? '',
    clientOrderId,
    instrumentId: instrument.id,
    status: 'cancelled',
    statusText: 'archived',
    filledQuantity: ZERO_QUANTITY,
    filledValue: ZERO_MONEY,
    updatedMs: sentMs,
  };
}

const OWN_HOST = /^https:\/\/api(-gcp|[1-4])?\.binance\.com$/;

/**
 * What the key may do. Test networks have no such page: there the account says whether it trades. On the exchange's own hosts the
 * page must answer: a key that may withdraw is not to be taken for one of which nothing is known.
 */
async function permissions({ parts, rest }: Desk): Promise<Outcome<KeyPermissions>> {
  const request = ask('/sapi/v1/account/apiRestrictions', [], WEIGHTS.apiRestrictions);
  const told = await rest.ask(request, parseKeyPermissions);
  if (told.ok || told.error.details?.status !== 404 || OWN_HOST.test(parts.urls.rest)) return told;
  return rest.ask(ask(ACCOUNT, [], WEIGHTS.account), parseAccountPermissions);
}
