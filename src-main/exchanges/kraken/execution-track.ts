import type { Money, Quantity } from '../../model/money.ts';
import {
  moneyFromText,
  notionalOf,
  priceFromText,
  quantityFromText,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { VenueFill, VenueOrder } from '../connection/order-protocol.ts';
import { ownClientId } from './client-ids.ts';
import { REMEMBERED_ORDERS } from './limits.ts';
import type { PairTable } from './pair-table.ts';
import { assetName } from './pair-table.ts';
import { statusOf } from './parse-account.ts';
import type { ExecutionRow } from './parse-executions.ts';

/** What an event of an order comes to. */
export type ExecutionNews = { readonly order: VenueOrder; readonly fill: VenueFill | null };

/** Orders as the socket told them so far: its later events leave out whose order it is and what was filled before. */
export class ExecutionTrack {
  readonly #pairs: PairTable;
  readonly #orders = new Map<string, VenueOrder>();
  readonly #counted = new Set<string>();

  constructor(pairs: PairTable) {
    this.#pairs = pairs;
  }

  /** `nowMs` stands in for an event without a time. */
  take(row: ExecutionRow, nowMs: TimestampMs): ExecutionNews {
    const timeMs = row.timestamp ?? nowMs;
    const fill = this.#fillOf(row, timeMs);
    const order = this.#orderOf(row, fill, timeMs);
    this.#remember(order, fill);
    return { order, fill: fill === null ? null : { ...fill, clientOrderId: order.clientOrderId || null } };
  }

  #orderOf(row: ExecutionRow, fill: VenueFill | null, timeMs: TimestampMs): VenueOrder {
    const known = this.#orders.get(row.order_id);
    const word = row.order_status ?? row.exec_type;
    const news = fill === null || this.#counted.has(fill.fillId) ? null : fill;
    const quantity = ((known?.filledQuantity ?? ZERO_QUANTITY) + (news?.quantity ?? 0n)) as Quantity;
    const value = ((known?.filledValue ?? ZERO_MONEY) +
      (news === null ? 0n : notionalOf(news.price, news.quantity))) as Money;
    return {
      venueOrderId: row.order_id,
      clientOrderId: ownClientId(row.cl_ord_id) || (known?.clientOrderId ?? ''),
      instrumentId: this.#instrumentOf(row)?.id ?? known?.instrumentId,
      status: statusOf(word),
      statusText: row.reason ? `${word}: ${row.reason}` : word,
      filledQuantity: row.cum_qty === undefined ? quantity : quantityFromText(row.cum_qty),
      filledValue: row.cum_cost === undefined ? value : moneyFromText(row.cum_cost),
      updatedMs: timeMs,
    };
  }

  #fillOf(row: ExecutionRow, timeMs: TimestampMs): VenueFill | null {
    const instrumentId = this.#instrumentOf(row)?.id ?? this.#orders.get(row.order_id)?.instrumentId;
    const { exec_id: fillId, last_price: price, last_qty: quantity } = row;
    if (row.exec_type !== 'trade' || instrumentId === undefined) return null;
    if (fillId === undefined || price === undefined || quantity === undefined) return null;
    return {
      fillId,
      venueOrderId: row.order_id,
      clientOrderId: null,
      instrumentId,
      price: priceFromText(price),
      quantity: quantityFromText(quantity),
      fee: this.#feeOf(row, instrumentId),
      liquidity: row.liquidity_ind === 'm' ? 'maker' : 'taker',
      timeMs,
    };
  }

  /** All of one asset: we ask for fees in the quote asset. */
  #feeOf({ fees = [] }: ExecutionRow, instrumentId: string): VenueFill['fee'] {
    const first = fees[0];
    if (first === undefined) {
      return { asset: this.#pairs.ofInstrument(instrumentId)?.instrument.quoteAsset ?? '', amount: ZERO_MONEY };
    }
    const same = fees.filter(({ asset }) => asset === first.asset);
    const amount = same.reduce((sum, { qty }) => sum + moneyFromText(qty), 0n) as Money;
    return { asset: assetName(first.asset), amount };
  }

  #instrumentOf({ symbol }: ExecutionRow): { readonly id: string } | undefined {
    return symbol === undefined ? undefined : this.#pairs.named(symbol)?.instrument;
  }

  #remember(order: VenueOrder, fill: VenueFill | null): void {
    this.#orders.delete(order.venueOrderId);
    this.#orders.set(order.venueOrderId, order);
    if (fill !== null) this.#counted.add(fill.fillId);
    forgetOldest(this.#orders, REMEMBERED_ORDERS);
    forgetOldest(this.#counted, 10 * REMEMBERED_ORDERS);
  }
}

function forgetOldest(memory: Map<string, unknown> | Set<string>, most: number): void {
  if (memory.size <= most) return;
  const oldest = memory.keys().next();
  if (oldest.done !== true) memory.delete(oldest.value);
}
