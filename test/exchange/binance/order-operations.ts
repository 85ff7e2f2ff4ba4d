import { toAmount, toText } from '../core/amount.ts';
import type { CoreOrder, NewOrder } from '../core/core-types.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { BinanceError, refusals } from './binance-error.ts';
import { checkStopSide, readOrder, toBinanceError } from './order-request.ts';
import { orderView, placedView } from './order-view.ts';
import type { Parameters } from './parameters.ts';
import { toBinance } from './symbols.ts';

export const MOST_OPEN_ORDERS = 200;

/** Everything that is tested of an order before the matching engine sees it. */
export function testOrder(desk: BinanceDesk, parameters: Parameters): NewOrder {
  const order = readOrder(parameters, desk.symbols, desk.newId);
  checkStopSide(order, parameters.need('type'), desk.core);
  const refusal = desk.core.check(order);
  if (refusal) throw toBinanceError(refusal);
  return order;
}

export function placeOrder(desk: BinanceDesk, parameters: Parameters) {
  desk.limits.spendOrder();
  provokeRefusal(desk, parameters.get('symbol') ?? '');
  const request = testOrder(desk, parameters);
  if (desk.core.openOrders(request.symbol).length >= MOST_OPEN_ORDERS) throw refusals.filter('MAX_NUM_ORDERS');
  const type = parameters.need('type');
  if (request.stopPrice !== null) desk.stops.set(request.clientOrderId, type);
  const placed = desk.core.place(request);
  if ('refusal' in placed) throw toBinanceError(placed.refusal);
  const order = endByFault(desk, placed.order);
  return placedView(order, placed.fills, respondAs(parameters, type), desk);
}

/** MARKET and LIMIT are answered in full, the others with an acknowledgement, unless asked otherwise. */
function respondAs(parameters: Parameters, type: string): string {
  return parameters.get('newOrderRespType') ?? (type === 'MARKET' || type === 'LIMIT' ? 'FULL' : 'ACK');
}

function provokeRefusal(desk: BinanceDesk, symbol: string): void {
  if (desk.faults.strike('overloaded', symbol)) {
    throw new BinanceError(
      -1008,
      'Server is currently overloaded with other requests. Please try again in a few minutes.',
      {
        status: 503,
      },
    );
  }
  const many = desk.faults.strike('tooManyOrders', symbol);
  if (!many) return;
  const options = { status: 429, retryAfterS: Number(many.value ?? 1) };
  throw new BinanceError(-1015, 'Too many new orders; current limit is 100 orders per 10 SECOND.', options);
}

/** The exchange ends an order by itself. */
function endByFault(desk: BinanceDesk, order: CoreOrder): CoreOrder {
  if (order.status !== 'new' && order.status !== 'partiallyFilled') return order;
  if (desk.faults.strike('orderExpires', order.symbol)) return desk.core.cancel(order.id, 'expired') ?? order;
  if (desk.faults.strike('orderExpiresInMatch', order.symbol)) {
    return desk.core.cancel(order.id, 'expiredInMatch') ?? order;
  }
  return order;
}

/** The order a request names by `orderId` or `origClientOrderId`; undefined when this symbol has none such. */
export function namedOrder(desk: BinanceDesk, parameters: Parameters): CoreOrder | undefined {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  const orderId = parameters.number('orderId');
  const clientOrderId = parameters.get('origClientOrderId');
  if (orderId === undefined && clientOrderId === undefined) {
    throw new BinanceError(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
  }
  const order = orderId === undefined ? desk.core.orderByClientId(clientOrderId ?? '') : desk.core.orderById(orderId);
  if (order && clientOrderId !== undefined && order.clientOrderId !== clientOrderId) {
    throw new BinanceError(-2039, 'Both orderId and origClientOrderId were sent, but they do not name the same order.');
  }
  return order?.symbol === symbol ? order : undefined;
}

export function lookUp(desk: BinanceDesk, parameters: Parameters) {
  const order = namedOrder(desk, parameters);
  if (!order || isHidden(desk, order)) throw refusals.noOrder();
  return orderView(order, desk);
}

/** The fault: an accepted order is not found for some seconds. */
export function isHidden(desk: BinanceDesk, order: CoreOrder): boolean {
  const missing = desk.faults.isOn('orderLookupMissing', order.symbol);
  if (!missing || desk.core.nowMs() - order.createdMs >= Number(missing.value ?? 5) * 1_000) return false;
  return desk.faults.strike('orderLookupMissing', order.symbol) !== undefined;
}

export function cancelOrder(desk: BinanceDesk, parameters: Parameters) {
  const order = namedOrder(desk, parameters);
  if (!order) throw refusals.cancel();
  raceCancel(desk, order);
  const restriction = parameters.get('cancelRestrictions');
  const now = desk.core.orderById(order.id);
  const wanted =
    restriction === 'ONLY_NEW' ? 'new' : restriction === 'ONLY_PARTIALLY_FILLED' ? 'partiallyFilled' : undefined;
  if (wanted !== undefined && now?.status !== wanted) {
    throw new BinanceError(-2011, 'Order was not canceled due to cancel restrictions.');
  }
  return cancelOne(desk, order, parameters.get('newClientOrderId') ?? desk.newId());
}

export function cancelOne(desk: BinanceDesk, order: CoreOrder, cancelId: string) {
  desk.cancelIds.set(order.id, cancelId);
  const cancelled = desk.core.cancel(order.id);
  if (!cancelled) throw refusals.cancel();
  const view = orderView(cancelled, desk);
  return {
    ...view,
    origClientOrderId: order.clientOrderId,
    clientOrderId: cancelId,
    transactTime: cancelled.updatedMs,
  };
}

/** The faults of a cancel that comes while the order fills, whole or in part. */
function raceCancel(desk: BinanceDesk, order: CoreOrder): void {
  if (order.price === null) return;
  const left = toAmount(order.quantity) - toAmount(order.filledQuantity);
  const taker = order.side === 'buy' ? 'sell' : 'buy';
  const fill = (quantity: bigint) => desk.core.tradeAt(order.symbol, order.price ?? '0', toText(quantity), taker);
  if (left > 0n && desk.faults.strike('cancelRacesFill', order.symbol)) fill(left);
  else if (left > 0n && desk.faults.strike('cancelAfterPartialFill', order.symbol)) fill(halfOf(desk, order, left));
}

function halfOf(desk: BinanceDesk, order: CoreOrder, left: bigint): bigint {
  const step = toAmount(desk.symbols.spec(toBinance(order.symbol)).step);
  return left / 2n - ((left / 2n) % step) || step;
}
