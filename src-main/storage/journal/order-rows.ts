import { assertNever } from '../../base/assert-never.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
} from '../../model/money.ts';
import type { Order, OrderList, OrderPurpose, OrderSize, OrderType, Side } from '../../model/order.ts';
import { priceOf } from '../../model/order.ts';
import type { OrderStory } from '../../model/order-story.ts';
import { storyToText } from './story-text.ts';

/**
 * An order as the `order_intents` table holds it. `type` says when it is awake, `price` is its trigger, else its limit;
 * `limit_price` makes a stop a stop-limit, `time_in_force` a limit a post-only one or one that does not rest.
 */
export type OrderRow = {
  readonly client_order_id: string;
  readonly account_id: string;
  readonly bot_id: string;
  readonly instrument_id: string;
  readonly side: Side;
  readonly type: 'market' | 'limit' | 'stop';
  readonly price: string | null;
  readonly size_kind: OrderSize['kind'];
  readonly size: string;
  readonly purpose: OrderPurpose;
  readonly reduce_only: 0 | 1;
  readonly tag: string;
  readonly closes_opposite: 0 | 1;
  readonly created_ms: number;
  readonly limit_price: string | null;
  readonly trail_bps: number | null;
  readonly time_in_force: 'postOnly' | 'immediateOrCancel' | null;
  readonly parent_id: string | null;
  readonly list_id: string | null;
  readonly list_handled_by: OrderList['handledBy'] | null;
  /** When it was sent, of an order that left as it was written down; NULL of one that waited. */
  readonly sent_ms: number | null;
  /** Why it left; NULL where nobody kept it. */
  readonly story: string | null;
};

export const ORDER_COLUMNS = [
  'client_order_id',
  'account_id',
  'bot_id',
  'instrument_id',
  'side',
  'type',
  'price',
  'size_kind',
  'size',
  'purpose',
  'tag',
  'reduce_only',
  'closes_opposite',
  'created_ms',
  'limit_price',
  'trail_bps',
  'time_in_force',
  'parent_id',
  'list_id',
  'list_handled_by',
  'sent_ms',
  'story',
] as const satisfies readonly (keyof OrderRow)[];

export function toOrderRow(order: Order, sentMs: number | null, story: OrderStory | null = null): OrderRow {
  return {
    client_order_id: order.clientOrderId,
    account_id: order.accountId,
    bot_id: order.botId,
    instrument_id: order.instrumentId,
    side: order.side,
    ...typeColumns(order.type),
    size_kind: order.size.kind,
    size: order.size.kind === 'base' ? quantityToText(order.size.quantity) : moneyToText(order.size.amount),
    purpose: order.purpose,
    reduce_only: order.reduceOnly ? 1 : 0,
    tag: order.tag,
    closes_opposite: order.closesOpposite ? 1 : 0,
    created_ms: order.createdMs,
    parent_id: order.parentId ?? null,
    list_id: order.list?.id ?? null,
    list_handled_by: order.list?.handledBy ?? null,
    sent_ms: sentMs,
    story: story === null ? null : storyToText(story),
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
    ...(row.parent_id === null ? {} : { parentId: row.parent_id }),
    ...(row.list_id === null ? {} : { list: { id: row.list_id, handledBy: row.list_handled_by ?? 'engine' } }),
  };
}

/** A trailing stop has no price of its own, and every stop has one in the table. */
const TRAILING = '0';

type TypeColumns = Pick<OrderRow, 'type' | 'price' | 'limit_price' | 'time_in_force' | 'trail_bps'>;

function typeColumns(type: OrderType): TypeColumns {
  const own = priceOf(type);
  const plain = {
    price: own === null ? null : priceToText(own),
    limit_price: null,
    time_in_force: null,
    trail_bps: null,
  };
  switch (type.kind) {
    case 'market':
    case 'stop':
      return { ...plain, type: type.kind };
    case 'limit':
      return { ...plain, type: 'limit', time_in_force: type.timeInForce ?? null };
    case 'postOnly':
      return { ...plain, type: 'limit', time_in_force: 'postOnly' };
    case 'stopLimit':
    case 'bracket':
      return { ...plain, type: 'stop', limit_price: priceToText(type.price) };
    case 'trailingStop':
      return { ...plain, type: 'stop', price: TRAILING, trail_bps: type.distanceBps };
    default:
      return assertNever(type, 'order type');
  }
}

/** The table's CHECK ties a missing price to market orders. */
function typeOf(row: OrderRow): OrderType {
  if (row.type === 'market') return { kind: 'market' };
  if (row.trail_bps !== null) return { kind: 'trailingStop', distanceBps: row.trail_bps };
  const price = priceFromText(row.price ?? '');
  if (row.type === 'stop') {
    if (row.limit_price === null) return { kind: 'stop', trigger: price };
    // Entries alone are stop-limits: of what takes off a position the second price is its target.
    const kind = row.reduce_only === 1 ? 'bracket' : 'stopLimit';
    return { kind, trigger: price, price: priceFromText(row.limit_price) };
  }
  if (row.time_in_force === 'postOnly') return { kind: 'postOnly', price };
  return row.time_in_force === null
    ? { kind: 'limit', price }
    : { kind: 'limit', price, timeInForce: row.time_in_force };
}
