import type { Balance } from '../../engine/ports/exchange.ts';
import type { Instrument } from '../../model/instrument.ts';
import {
  type Money,
  moneyFromText,
  moneyToText,
  notionalOf,
  priceFromText,
  type Quantity,
  quantityFromText,
  quantityToText,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../../model/money.ts';
import type { VenueFill, VenueOrder, VenueOrderStatus } from '../connection/order-protocol.ts';
import type { CcxtAmount, CcxtBalances, CcxtOrder, CcxtTrade } from './client.ts';
import type { OrderDesk } from './order-desk.ts';

const STATUSES: ReadonlyMap<string, VenueOrderStatus> = new Map([
  ['open', 'working'],
  ['pending', 'working'],
  ['canceling', 'working'],
  ['closed', 'filled'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['expired', 'cancelled'],
  ['rejected', 'refused'],
]);

/** Undefined for an order without an id: nothing can be said of it. Amounts that cannot be read throw RangeError. */
export function venueOrderOf(desk: OrderDesk, order: CcxtOrder): VenueOrder | undefined {
  if (order.id === undefined || order.id === '') return undefined;
  const filledQuantity = amountOf(order.filled, quantityFromText) ?? ZERO_QUANTITY;
  if (filledQuantity < 0n) throw new RangeError(`filled is ${order.filled}, expected 0 or more`);
  return {
    venueOrderId: order.id,
    clientOrderId: desk.nameOf(order),
    instrumentId: order.symbol === undefined ? undefined : desk.symbols.instrumentIdOf(order.symbol),
    status: statusOf(order, filledQuantity),
    statusText: order.status ?? 'no status told',
    filledQuantity,
    filledValue: filledValueOf(order, filledQuantity),
    updatedMs:
      timeOf(order.lastUpdateTimestamp) ?? timeOf(order.lastTradeTimestamp) ?? timeOf(order.timestamp) ?? desk.nowMs(),
  };
}

/** 2010 and 2100. */
const EARLIEST_MS = Date.UTC(2010, 0);
const LATEST_MS = Date.UTC(2100, 0);

/** Undefined for what is no time of an order. */
function timeOf(timestamp: number | undefined | null): number | undefined {
  return timestamp && timestamp >= EARLIEST_MS && timestamp < LATEST_MS ? timestamp : undefined;
}

/** Some exchanges call an order closed that was cancelled after a part of it was filled. */
function statusOf(order: CcxtOrder, filled: Quantity): VenueOrderStatus {
  const status = STATUSES.get(order.status ?? '') ?? 'unknown';
  const asked = amountOf(order.amount, quantityFromText);
  return status === 'filled' && asked !== undefined && filled < asked ? 'cancelled' : status;
}

function filledValueOf({ cost, average, price }: CcxtOrder, filled: Quantity): Money {
  if (filled === 0n) return ZERO_MONEY;
  const told = amountOf(cost, moneyFromText);
  if (told !== undefined && told > 0n) return told;
  const at = amountOf(average, priceFromText) ?? amountOf(price, priceFromText);
  return at === undefined ? ZERO_MONEY : notionalOf(at, filled);
}

function amountOf<T>(value: CcxtAmount | undefined | null, read: (text: string) => T): T | undefined {
  return value === undefined || value === null || value === '' ? undefined : read(String(value));
}

/** Undefined for a row that lacks what a fill must have; amounts that cannot be read throw RangeError. */
export function venueFillOf(desk: OrderDesk, trade: CcxtTrade, instrument: Instrument): VenueFill | undefined {
  const price = amountOf(trade.price, priceFromText);
  const quantity = amountOf(trade.amount, quantityFromText);
  const timeMs = timeOf(trade.timestamp);
  if (price === undefined || quantity === undefined || timeMs === undefined) return undefined;
  if (price <= 0n || quantity < 0n) return undefined;
  const venueOrderId = trade.order ?? '';
  return {
    // Those without a number are known by all that is known of them.
    fillId: trade.id ?? `${timeMs}/${venueOrderId}/${trade.price}/${quantityToText(quantity)}`,
    venueOrderId,
    clientOrderId: desk.ownIdOf(venueOrderId) ?? null,
    instrumentId: instrument.id,
    price,
    quantity,
    fee: feeOfTrade(desk, trade, instrument),
    liquidity: trade.takerOrMaker === 'maker' ? 'maker' : 'taker',
    timeMs,
  };
}

/** Fees in one asset together; those in a second asset are told to the log, because a fill has one fee. */
function feeOfTrade({ parts }: OrderDesk, trade: CcxtTrade, { quoteAsset, id }: Instrument): VenueFill['fee'] {
  // `fee` repeats what `fees` has when there is one alone.
  const told = trade.fees !== undefined && trade.fees.length > 0 ? trade.fees : [trade.fee];
  const fees = told.flatMap((fee) => {
    const amount = amountOf(fee?.cost, moneyFromText);
    return amount === undefined || fee?.currency === undefined ? [] : [{ asset: fee.currency.toUpperCase(), amount }];
  });
  const asset = fees[0]?.asset ?? quoteAsset;
  const others = fees.filter((fee) => fee.asset !== asset);
  if (fees.length === 0 || others.length > 0) {
    const facts = { instrumentId: id, fillId: trade.id ?? null, assets: fees.map((fee) => fee.asset) };
    parts.log.warn('the fees of a fill are not one amount in one asset', facts);
  }
  const own = fees.filter((fee) => fee.asset === asset);
  return { asset, amount: own.reduce((sum, { amount }) => sum + amount, 0n) as Money };
}

/** Shortest decimal text, without an exponent. */
const plainText = (text: string): string => moneyToText(moneyFromText(text));

/** What is there of each asset; those with nothing are left out. */
export function balancesOf(balances: CcxtBalances): readonly Balance[] {
  return Object.entries(balances).flatMap(([asset, entry]) => {
    if (asset === 'info' || typeof entry !== 'object' || entry === null || !('free' in entry || 'total' in entry))
      return [];
    const free = amountOf(entry.free ?? entry.total, plainText) ?? '0';
    const locked = amountOf(entry.used, plainText) ?? '0';
    return Number(free) === 0 && Number(locked) === 0 ? [] : [{ asset: asset.toUpperCase(), free, locked }];
  });
}
