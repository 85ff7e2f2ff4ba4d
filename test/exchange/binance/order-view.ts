import { toAmount, UNIT } from '../core/amount.ts';
import type { CoreFill, CoreOrder, ExchangeCore } from '../core/core-types.ts';
import type { Faults } from '../core/faults.ts';
import { toBinance } from './symbols.ts';

/** Eight places, as Binance writes every amount. */
export function eight(text: string | null): string {
  const amount = toAmount(text ?? '0');
  const fraction = (amount % UNIT).toString().padStart(12, '0').slice(0, 8);
  return `${amount / UNIT}.${fraction}`;
}

const STATUS = {
  new: 'NEW',
  partiallyFilled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  cancelled: 'CANCELED',
  expired: 'EXPIRED',
  expiredInMatch: 'EXPIRED_IN_MATCH',
} as const;

export function statusText(order: CoreOrder, faults: Faults): string {
  const strange = faults.isOn('unknownStatus', order.symbol);
  return strange ? String(strange.value ?? 'PENDING_REVIEW') : STATUS[order.status];
}

/** STOP_LOSS waits on the losing side of the market, TAKE_PROFIT on the winning one; the core knows only the side. By client id. */
export type StopKinds = ReadonlyMap<string, string>;

export function typeText(order: CoreOrder, stops: StopKinds): string {
  if (order.type === 'limit') return order.postOnly ? 'LIMIT_MAKER' : 'LIMIT';
  if (order.type === 'market') return 'MARKET';
  return stops.get(order.clientOrderId) ?? (order.type === 'stop' ? 'STOP_LOSS' : 'STOP_LOSS_LIMIT');
}

export type ViewParts = { readonly core: ExchangeCore; readonly faults: Faults; readonly stops: StopKinds };

/** -1 is an order of its own. */
export const listIdOf = ({ listId }: CoreOrder): number => (listId === 0 ? -1 : listId);

/** As GET order, openOrders and allOrders tell it. */
export function orderView(order: CoreOrder, parts: ViewParts) {
  return {
    symbol: toBinance(order.symbol),
    orderId: order.id,
    orderListId: listIdOf(order),
    clientOrderId: order.clientOrderId,
    price: eight(order.price),
    origQty: eight(order.quantity),
    executedQty: eight(order.filledQuantity),
    origQuoteOrderQty: eight(order.quoteQuantity),
    cummulativeQuoteQty: eight(order.filledValue),
    status: statusText(order, parts.faults),
    timeInForce: order.timeInForce,
    type: typeText(order, parts.stops),
    side: order.side.toUpperCase(),
    stopPrice: eight(order.stopPrice),
    icebergQty: eight('0'),
    time: order.createdMs,
    updateTime: order.updatedMs,
    isWorking: true,
    workingTime: order.createdMs,
    selfTradePreventionMode: 'EXPIRE_MAKER',
  };
}

/** The reply to a new order. ACK has only the first few fields. */
export function placedView(order: CoreOrder, fills: readonly CoreFill[], respond: string, parts: ViewParts) {
  const { price, origQty, executedQty, origQuoteOrderQty, cummulativeQuoteQty, ...view } = orderView(order, parts);
  const ack = {
    symbol: view.symbol,
    orderId: order.id,
    orderListId: listIdOf(order),
    clientOrderId: order.clientOrderId,
    transactTime: order.updatedMs,
  };
  if (respond === 'ACK') return ack;
  const result = {
    ...ack,
    price,
    origQty,
    executedQty,
    origQuoteOrderQty,
    cummulativeQuoteQty,
    status: view.status,
    timeInForce: view.timeInForce,
    type: view.type,
    side: view.side,
    ...(order.stopPrice === null ? {} : { stopPrice: view.stopPrice }),
    workingTime: view.workingTime,
    selfTradePreventionMode: view.selfTradePreventionMode,
  };
  return respond === 'RESULT' ? result : { ...result, fills: fills.map(fillView) };
}

function fillView(fill: CoreFill) {
  return {
    price: eight(fill.price),
    qty: eight(fill.quantity),
    commission: eight(fill.fee),
    commissionAsset: fill.feeAsset,
    tradeId: fill.id,
  };
}

/** A row of myTrades. */
export function myTradeView(fill: CoreFill) {
  return {
    symbol: toBinance(fill.symbol),
    id: fill.id,
    orderId: fill.orderId,
    orderListId: -1,
    price: eight(fill.price),
    qty: eight(fill.quantity),
    quoteQty: eight(valueText(fill)),
    commission: eight(fill.fee),
    commissionAsset: fill.feeAsset,
    time: fill.timeMs,
    isBuyer: fill.side === 'buy',
    isMaker: fill.maker,
    isBestMatch: true,
  };
}

export function valueText(fill: { readonly price: string; readonly quantity: string }): string {
  const value = (toAmount(fill.price) * toAmount(fill.quantity)) / UNIT;
  return `${value / UNIT}.${(value % UNIT).toString().padStart(12, '0')}`;
}
