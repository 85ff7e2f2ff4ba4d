import type { CoreEvent } from '../../core/core-types.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { eight, listIdOf, statusText, typeText, valueText } from '../order-view.ts';
import { toBinance } from '../symbols.ts';

type OrderEvent = Extract<CoreEvent, { kind: 'order' }>;
type BalanceEvent = Extract<CoreEvent, { kind: 'balance' }>;

const EXECUTION: Readonly<Record<string, string>> = {
  placed: 'NEW',
  trade: 'TRADE',
  cancelled: 'CANCELED',
  expired: 'EXPIRED',
  expiredInMatch: 'TRADE_PREVENTION',
};

/** One change of an order. @param executionId unique for each change, told once */
export function executionReport(desk: BinanceDesk, { order, fill, why }: OrderEvent, executionId: number) {
  const isCancel = why === 'cancelled';
  const isOpen = order.status === 'new' || order.status === 'partiallyFilled';
  return {
    e: 'executionReport',
    E: desk.core.nowMs(),
    s: toBinance(order.symbol),
    c: isCancel ? (desk.cancelIds.get(order.id) ?? '') : order.clientOrderId,
    S: order.side.toUpperCase(),
    o: typeText(order, desk.stops),
    f: order.timeInForce,
    q: eight(order.quantity),
    p: eight(order.price),
    P: eight(order.stopPrice),
    F: eight('0'),
    g: listIdOf(order),
    C: isCancel ? order.clientOrderId : '',
    x: EXECUTION[why] ?? 'NEW',
    X: statusText(order, desk.faults),
    r: 'NONE',
    i: order.id,
    l: eight(fill?.quantity ?? '0'),
    z: eight(order.filledQuantity),
    L: eight(fill?.price ?? '0'),
    n: fill ? eight(fill.fee) : '0',
    N: fill ? fill.feeAsset : null,
    T: order.updatedMs,
    t: fill ? fill.id : -1,
    I: executionId,
    w: isOpen && order.type !== 'market',
    m: fill?.maker ?? false,
    M: false,
    O: order.createdMs,
    Z: eight(order.filledValue),
    Y: eight(fill ? valueText(fill) : '0'),
    Q: eight(order.quoteQuantity),
    W: order.createdMs,
    V: 'EXPIRE_MAKER',
  };
}

export function accountPosition(desk: BinanceDesk, balances: readonly BalanceEvent[]) {
  const nowMs = desk.core.nowMs();
  return {
    e: 'outboundAccountPosition',
    E: nowMs,
    u: nowMs,
    B: balances.map(({ asset, free, locked }) => ({ a: asset, f: eight(free), l: eight(locked) })),
  };
}
