import type { OrderTerms } from '../../engine/ports/venue-look.ts';
import { divideHalfUp } from '../../model/decimal.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Quantity } from '../../model/money.ts';
import {
  moneyFromText,
  notionalOf,
  priceFromText,
  quantityFromText,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../../model/money.ts';
import type { VenueFill, VenueOrder, VenueOrderStatus } from '../connection/order-protocol.ts';
import { asObject, decimalIn, flagIn, type Json, textIn, timeMsOf } from './parse.ts';

const STATUSES: ReadonlyMap<string, VenueOrderStatus> = new Map([
  ['PENDING', 'working'],
  ['OPEN', 'working'],
  ['QUEUED', 'working'],
  ['CANCEL_QUEUED', 'working'],
  ['EDIT_QUEUED', 'working'],
  ['FILLED', 'filled'],
  ['CANCELLED', 'cancelled'],
  ['EXPIRED', 'cancelled'],
  ['FAILED', 'refused'],
] as const);

/** The statuses of orders that may still trade, each asked for by itself: OPEN does not go with others. */
export const OPEN_STATUSES = ['OPEN', 'PENDING', 'QUEUED', 'CANCEL_QUEUED'] as const;

export type FindInstrumentId = (productId: string) => string | undefined;
export type OrderContext = { readonly findInstrumentId: FindInstrumentId; readonly timeMs: number };

type Amounts = { readonly quantity: Quantity; readonly value: Money };

/** An order of REST. `timeMs` of the context is when it was told, for orders that name no time. */
export function readOrder(record: Json, context: OrderContext): VenueOrder | undefined {
  const reason =
    textIn(record, 'reject_message') ?? textIn(record, 'cancel_message') ?? reasonOf(record, 'reject_reason');
  const times = ['last_update_time', 'last_fill_time', 'created_time'].map((name) => timeMsOf(record[name]) ?? 0);
  const updatedMs = Math.max(...times) || context.timeMs;
  const amounts = amountsOf(record, ['filled_size', 'filled_value', 'average_filled_price']);
  return orderOf(record, { amounts, reason, updatedMs, context });
}

/** An order of the user channel: all of what was filled so far. */
export function readUserOrder(record: Json, context: OrderContext): VenueOrder | undefined {
  const reason = reasonOf(record, 'reject_reason') ?? reasonOf(record, 'cancel_reason');
  const amounts = amountsOf(record, ['cumulative_quantity', 'filled_value', 'avg_price']);
  return orderOf(record, { amounts, reason, updatedMs: context.timeMs, context });
}

/** Enumerations say "unspecified" where there is nothing to say. */
function reasonOf(record: Json, name: string): string | undefined {
  const text = textIn(record, name);
  return text === undefined || text.endsWith('_UNSPECIFIED') ? undefined : text;
}

type OrderParts = {
  readonly amounts: Amounts | undefined;
  readonly reason: string | undefined;
  readonly updatedMs: number;
  readonly context: OrderContext;
};

function orderOf(record: Json, { amounts, reason, updatedMs, context }: OrderParts): VenueOrder | undefined {
  const venueOrderId = textIn(record, 'order_id');
  const productId = textIn(record, 'product_id');
  const word = textIn(record, 'status');
  if (venueOrderId === undefined || productId === undefined || word === undefined || amounts === undefined)
    return undefined;
  const status = STATUSES.get(word) ?? 'unknown';
  return {
    venueOrderId,
    clientOrderId: textIn(record, 'client_order_id') ?? '',
    instrumentId: context.findInstrumentId(productId),
    /** What was filled stays filled, whatever failed afterwards. */
    status: status === 'refused' && amounts.quantity > 0n ? 'cancelled' : status,
    statusText: reason === undefined ? word : `${word}: ${reason}`,
    filledQuantity: amounts.quantity,
    filledValue: amounts.value,
    updatedMs,
    ...termsIn(record),
  };
}

/** Of the kinds of orders only the plain limit is told whole. */
function termsIn(record: Json): { readonly terms?: OrderTerms } {
  const side = textIn(record, 'side');
  const configuration = asObject(record.order_configuration);
  if (side === undefined || configuration === undefined) return {};
  const limit = asObject(configuration.limit_limit_gtc);
  const quantity = limit === undefined ? '' : amountText(limit, 'base_size');
  const price = limit === undefined ? '' : amountText(limit, 'limit_price');
  const isLimit = Boolean(quantity) && Boolean(price);
  return {
    terms: {
      side: side === 'BUY' ? 'buy' : 'sell',
      type: isLimit ? 'limit' : 'other',
      price: price ? priceFromText(price) : null,
      quantity: quantity ? quantityFromText(quantity) : null,
    },
  };
}

/** Absent amounts are 0; ones that are no amounts make the order unreadable: a fill must not be overlooked. */
function amountsOf(record: Json, [size, worth, average]: readonly [string, string, string]): Amounts | undefined {
  const sizeText = amountText(record, size);
  const worthText = amountText(record, worth);
  const averageText = amountText(record, average);
  if (sizeText === undefined || worthText === undefined || averageText === undefined) return undefined;
  const quantity = sizeText === '' ? ZERO_QUANTITY : quantityFromText(sizeText);
  if (worthText !== '') return { quantity, value: moneyFromText(worthText) };
  return { quantity, value: averageText === '' ? ZERO_MONEY : notionalOf(priceFromText(averageText), quantity) };
}

/** Empty when it is not there, undefined when it is not a decimal of at least 0. */
function amountText(record: Json, name: string): string | undefined {
  const value = record[name];
  if (value === undefined || value === null || value === '') return '';
  const text = decimalIn(record, name);
  return text === undefined || text.startsWith('-') ? undefined : text;
}

/** Reversals, corrections and synthetic rows are no trades: what they mean for a position is for a person to see. */
export function isTrade(record: Json): boolean {
  return record.trade_type === undefined || record.trade_type === 'FILL';
}

export function readFill(record: Json, instrument: Instrument): VenueFill | undefined {
  const fillId = textIn(record, 'entry_id') ?? textIn(record, 'trade_id');
  const venueOrderId = textIn(record, 'order_id');
  const priceText = amountText(record, 'price');
  const sizeText = amountText(record, 'size');
  const commission = decimalIn(record, 'commission');
  const timeMs = timeMsOf(record.trade_time) ?? timeMsOf(record.sequence_timestamp);
  if (fillId === undefined || venueOrderId === undefined || timeMs === undefined || commission === undefined)
    return undefined;
  if (!priceText || !sizeText) return undefined;
  const price = priceFromText(priceText);
  if (price <= 0n) return undefined;
  return {
    fillId,
    venueOrderId,
    clientOrderId: null,
    instrumentId: instrument.id,
    price,
    quantity: flagIn(record, 'size_in_quote')
      ? quantityOfValue(moneyFromText(sizeText), price, instrument.step)
      : quantityFromText(sizeText),
    fee: { asset: instrument.quoteAsset, amount: moneyFromText(commission) },
    liquidity: record.liquidity_indicator === 'MAKER' ? 'maker' : 'taker',
    timeMs,
  };
}

/** A size in quote units as the quantity it was: quantities are whole steps, the value alone was rounded. */
function quantityOfValue(value: Money, price: bigint, step: Quantity): Quantity {
  return (divideHalfUp(value, price * step) * step) as Quantity;
}
