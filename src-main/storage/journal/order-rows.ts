import {
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
} from '../../model/money.ts';
import type { Order, OrderPurpose, OrderSize, OrderType, Side } from '../../model/order.ts';

/** An order as the `order_intents` table holds it; `price` is the limit price or the trigger. */
export type OrderRow = {
  readonly client_order_id: string;
  readonly account_id: string;
  readonly bot_id: string;
  readonly instrument_id: string;
  readonly side: Side;
  readonly type: OrderType['kind'];
  readonly price: string | null;
  readonly size_kind: OrderSize['kind'];
  readonly size: string;
  readonly purpose: OrderPurpose;
  readonly reduce_only: 0 | 1;
  readonly tag: string;
  readonly closes_opposite: 0 | 1;
  readonly created_ms: number;
};

export function toOrderRow(order: Order): OrderRow {
  return {
    client_order_id: order.clientOrderId,
    account_id: order.accountId,
    bot_id: order.botId,
    instrument_id: order.instrumentId,
    side: order.side,
    type: order.type.kind,
    price: priceTextOf(order.type),
    size_kind: order.size.kind,
    size: order.size.kind === 'base' ? quantityToText(order.size.quantity) : moneyToText(order.size.amount),
    purpose: order.purpose,
    reduce_only: order.reduceOnly ? 1 : 0,
    tag: order.tag,
    closes_opposite: order.closesOpposite ? 1 : 0,
    created_ms: order.createdMs,
  };
}

export function fromOrderRow(row: OrderRow): Order {
  return {
    clientOrderId: row.client_order_id,
    accountId: row.account_id,
    botId: row.bot_id,
    instrumentId: row.instrument_id,
    side: row.side,
    type: typeOf(row),
    size:
      row.size_kind === 'base'
        ? { kind: 'base', quantity: quantityFromText(row.size) }
        : { kind: 'quote', amount: moneyFromText(row.size) },
    purpose: row.purpose,
    tag: row.tag,
    reduceOnly: row.reduce_only === 1,
    closesOpposite: row.closes_opposite === 1,
    createdMs: row.created_ms,
  };
}

function priceTextOf(type: OrderType): string | null {
  if (type.kind === 'market') return null;
  return priceToText(type.kind === 'limit' ? type.price : type.trigger);
}

/** The table's CHECK ties a missing price to market orders. */
function typeOf(row: OrderRow): OrderType {
  if (row.type === 'market') return { kind: 'market' };
  const price = priceFromText(row.price ?? '');
  return row.type === 'limit' ? { kind: 'limit', price } : { kind: 'stop', trigger: price };
}
