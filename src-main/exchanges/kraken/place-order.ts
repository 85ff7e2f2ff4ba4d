import type { Instrument } from '../../model/instrument.ts';
import type { Price } from '../../model/money.ts';
import { priceFromText, ZERO_MONEY, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { CancelAnswer, OrderReference, PlaceAnswer } from '../connection/order-protocol.ts';
import { venueClientId } from './client-ids.ts';
import { cancelAnswerOf, placeAnswerOf } from './errors.ts';
import { cancelCost, ORDER_LIFE_MS, ORDER_MAX_WAIT_MS, ORDER_TIMEOUT_MS, ORDERS, RETRY_SOON_MS } from './limits.ts';
import { needsLastPrice, orderForm } from './order-form.ts';
import type { Pair } from './pair-table.ts';
import { pairTableOf } from './pair-table.ts';
import { addOrderResult, cancelOrderResult } from './parse-account.ts';
import { lastPriceText, rowsResult } from './parse-market.ts';
import { publicCalls } from './rest.ts';
import type { VenueParts } from './venue.ts';

/** Sends an order once. Its deadline counts from now, however long it waits for its turn. */
export async function placeOrder(
  venue: VenueParts,
  order: Order,
  { instrument, mayLeave }: Pick<Sending, 'instrument' | 'mayLeave'>,
): Promise<PlaceAnswer> {
  const { timers, transport, serverNowMs } = venue.parts;
  const pair = pairTableOf(transport).ofInstrument(instrument.id);
  const clientId = venueClientId(order.clientOrderId);
  const sentMs = serverNowMs();
  const notAfterMs = timers.monotonicMs() + ORDER_MAX_WAIT_MS;
  if (pair === undefined)
    return { kind: 'refused', reason: `${instrument.id} is not among the pairs that Kraken lists` };
  if (clientId === undefined) return { kind: 'refused', reason: tooLongReason(order.clientOrderId) };
  if (order.type.kind === 'bracket')
    return { kind: 'refused', reason: 'Kraken has no single order with stop and target' };
  if (sentMs === undefined) {
    return { kind: 'notPlaced', reason: "Kraken's clock is not known", retryAfterMs: RETRY_SOON_MS };
  }
  const lastPrice = needsLastPrice(order) ? await lastPriceOf(venue, pair) : null;
  const form = orderForm(order, instrument, { pair, clientId, deadlineMs: sentMs + ORDER_LIFE_MS, lastPrice });
  if (form === undefined)
    return { kind: 'refused', reason: `the order's amount is less than one step of ${instrument.symbol}` };
  return send(venue, order, { form, instrument, mayLeave, notAfterMs, sentMs });
}

const tooLongReason = (clientOrderId: string): string =>
  `clientOrderId is ${clientOrderId}, expected at most 18 characters or one of our own making`;

type Sending = {
  readonly form: Readonly<Record<string, string>>;
  readonly instrument: Instrument;
  readonly mayLeave: (() => boolean) | undefined;
  readonly notAfterMs: number;
  readonly sentMs: number;
};

async function send({ call }: VenueParts, order: Order, sending: Sending): Promise<PlaceAnswer> {
  const { form, instrument, mayLeave, notAfterMs, sentMs } = sending;
  const reply = await call({
    endpoint: 'AddOrder',
    fields: form,
    result: addOrderResult,
    priority: order.reduceOnly ? 'risk' : 'order',
    cost: { [ORDERS]: 1 },
    group: 'orders',
    timeoutMs: ORDER_TIMEOUT_MS,
    notAfterMs,
    mayLeave,
  });
  if (!reply.ok) return placeAnswerOf(reply.problem);
  return {
    kind: 'accepted',
    order: {
      venueOrderId: reply.value.txid[0] as string,
      clientOrderId: order.clientOrderId,
      instrumentId: instrument.id,
      status: 'working',
      statusText: 'accepted',
      filledQuantity: ZERO_QUANTITY,
      filledValue: ZERO_MONEY,
      updatedMs: sentMs,
    },
    // Kraken's answer names none: they come over the socket or the list of trades.
    fills: [],
  };
}

async function lastPriceOf({ parts }: VenueParts, pair: Pair): Promise<Price | null> {
  const fields = { pair: pair.altName };
  const reply = await publicCalls(parts)({ endpoint: 'Ticker', fields, result: rowsResult, priority: 'order' });
  const text = reply.ok ? lastPriceText(reply.value) : undefined;
  return text === undefined ? null : priceFromText(text);
}

export async function cancelOrder({ parts, call }: VenueParts, order: OrderReference): Promise<CancelAnswer> {
  const identity = order.venueOrderId ?? venueClientId(order.clientOrderId);
  if (identity === undefined) return { kind: 'notOpen', reason: tooLongReason(order.clientOrderId) };
  const ageMs = (parts.serverNowMs() ?? parts.timers.nowMs()) - order.sentMs;
  const reply = await call({
    endpoint: 'CancelOrder',
    fields: order.venueOrderId === null ? { cl_ord_id: identity } : { txid: identity },
    result: cancelOrderResult,
    priority: 'cancel',
    cost: { [ORDERS]: cancelCost(ageMs) },
    group: 'orders',
    timeoutMs: ORDER_TIMEOUT_MS,
  });
  if (!reply.ok) return cancelAnswerOf(reply.problem);
  const { count, pending } = reply.value;
  if (pending === true) return { kind: 'unknown', reason: 'Kraken says that the cancellation is pending' };
  return count > 0 ? { kind: 'cancelled', order: null } : { kind: 'notOpen', reason: 'Kraken cancelled no order' };
}
