import { toAmount, toText } from './amount.ts';
import type { CoreOrder, CoreOrderStatus, NewOrder } from './core-types.ts';

/** An order while the exchange works on it, in exact amounts. */
export type WorkingOrder = {
  readonly id: number;
  readonly request: NewOrder;
  readonly base: string;
  readonly quote: string;
  /** A bracket's changes when its stop is touched. */
  price: bigint | null;
  readonly stopPrice: bigint | null;
  /** A stop order waits until the price has come to it from this side. */
  readonly stopsBelow: boolean;
  readonly createdMs: number;
  quantity: bigint;
  status: CoreOrderStatus;
  isTriggered: boolean;
  isRepriced: boolean;
  filled: bigint;
  value: bigint;
  /** Still locked for it: quote of a buy, base of a sell. */
  locked: bigint;
  updatedMs: number;
  /** Its list; 0 for an order of its own. One lock, held by its first order, serves the whole of it. */
  listId: number;
};

export function isOpen(order: WorkingOrder): boolean {
  return order.status === 'new' || order.status === 'partiallyFilled';
}

export function remaining(order: WorkingOrder): bigint {
  return order.quantity - order.filled;
}

/** Those that stand in the book, the best price first, then the oldest. */
export function restingOrders(orders: readonly WorkingOrder[]): WorkingOrder[] {
  const resting = orders.filter((order) => order.isTriggered && order.price !== null);
  return resting.sort((a, b) => {
    if (a.request.side !== b.request.side || a.price === b.price) return a.id - b.id;
    const isBetter = (a.price ?? 0n) > (b.price ?? 0n) === (a.request.side === 'buy');
    return isBetter ? -1 : 1;
  });
}

export function toCoreOrder(order: WorkingOrder): CoreOrder {
  const { request } = order;
  return {
    id: order.id,
    clientOrderId: request.clientOrderId,
    symbol: request.symbol,
    side: request.side,
    type: request.type,
    timeInForce: request.timeInForce,
    postOnly: request.postOnly,
    price: request.price === null ? null : toText(toAmount(request.price)),
    stopPrice: request.stopPrice === null ? null : toText(toAmount(request.stopPrice)),
    quantity: toText(order.quantity),
    quoteQuantity: request.quoteQuantity,
    status: order.status,
    filledQuantity: toText(order.filled),
    filledValue: toText(order.value),
    createdMs: order.createdMs,
    updatedMs: order.updatedMs,
    listId: order.listId,
  };
}
