import { z } from 'zod';
import type { Balance, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { OrderTerms } from '../../engine/ports/venue-look.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money } from '../../model/money.ts';
import { moneyFromText, priceFromText, quantityFromText, ZERO_MONEY } from '../../model/money.ts';
import { ratesFromShares } from '../connection/account-fees.ts';
import type { VenueFill, VenueOrder, VenueOrderStatus } from '../connection/order-protocol.ts';
import { unreadable } from './parse-market.ts';
import { isDecimalText, timeOf } from './parse-numbers.ts';

/** Orders, fills and the account over REST. What cannot be read is thrown. */

export type SymbolLookup = (symbol: string) => Instrument | undefined;

export const decimalText = z.string().refine(isDecimalText);
/** Some old orders say a negative value: it is not known any more. */
export const signedText = z.string().refine((text) => isDecimalText(text.startsWith('-') ? text.slice(1) : text));
/** Nothing trades for nothing. */
const priceText = decimalText.refine((text) => Number(text) > 0);
export const timestamp = z.number().transform(timeOf).refine(Number.isFinite);
/** Numbers for now; texts do not hurt. */
export const venueId = z.union([z.number().int().transform(String), z.string().regex(/^-?\d+$/)]);

const STATUSES: Readonly<Record<string, VenueOrderStatus>> = {
  NEW: 'working',
  PENDING_NEW: 'working',
  PARTIALLY_FILLED: 'working',
  PENDING_CANCEL: 'working',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  EXPIRED: 'cancelled',
  EXPIRED_IN_MATCH: 'cancelled',
  REJECTED: 'refused',
};

/** A status we have no name for is `unknown`: the order is asked for again. */
export function orderStatusOf(text: string): VenueOrderStatus {
  return Object.hasOwn(STATUSES, text) ? (STATUSES[text] as VenueOrderStatus) : 'unknown';
}

export const statusTextOf = (status: string, reason: string | undefined): string =>
  reason === undefined || reason === '' || reason === 'NONE' ? status : `${status} (${reason})`;

export const filledValueOf = (text: string): Money => (text.startsWith('-') ? ZERO_MONEY : moneyFromText(text));

const orderRow = z.object({
  symbol: z.string(),
  orderId: venueId,
  clientOrderId: z.string(),
  /** Of a cancelled order: ours, while `clientOrderId` is the cancel's own. */
  origClientOrderId: z.string().optional(),
  executedQty: decimalText,
  cummulativeQuoteQty: signedText,
  status: z.string(),
  expiryReason: z.string().nullish(),
  updateTime: timestamp.optional(),
  transactTime: timestamp.optional(),
  time: timestamp.optional(),
  side: z.string().optional(),
  type: z.string().optional(),
  price: decimalText.optional(),
  origQty: decimalText.optional(),
});
type OrderRow = z.infer<typeof orderRow>;

function toOrder(row: OrderRow, findSymbol: SymbolLookup): VenueOrder {
  const updatedMs = row.updateTime ?? row.transactTime ?? row.time;
  if (updatedMs === undefined) throw unreadable('an order');
  return {
    venueOrderId: row.orderId,
    clientOrderId: row.origClientOrderId ?? row.clientOrderId,
    instrumentId: findSymbol(row.symbol)?.id,
    status: orderStatusOf(row.status),
    statusText: statusTextOf(row.status, row.expiryReason ?? undefined),
    filledQuantity: quantityFromText(row.executedQty),
    filledValue: filledValueOf(row.cummulativeQuoteQty),
    updatedMs,
    ...termsIn(row),
  };
}

/** Only where all of it is told. */
function termsIn({ side, type, price, origQty }: OrderRow): { readonly terms?: OrderTerms } {
  if (side === undefined || type === undefined || origQty === undefined) return {};
  const quantity = quantityFromText(origQty);
  const isLimit = type === 'LIMIT' || type === 'LIMIT_MAKER';
  return {
    terms: {
      side: side === 'BUY' ? 'buy' : 'sell',
      type: isLimit ? 'limit' : type === 'MARKET' ? 'market' : 'other',
      price: isLimit && price !== undefined ? priceFromText(price) : null,
      quantity: quantity > 0n ? quantity : null,
    },
  };
}

export function parseOrder(body: unknown, findSymbol: SymbolLookup): VenueOrder {
  const row = orderRow.safeParse(body);
  if (!row.success) throw unreadable('an order');
  return toOrder(row.data, findSymbol);
}

export function parseOrders(body: unknown, findSymbol: SymbolLookup): VenueOrder[] {
  if (!Array.isArray(body)) throw unreadable('a list of orders');
  return body.map((row) => parseOrder(row, findSymbol));
}

const placedFill = z.object({
  price: priceText,
  qty: decimalText,
  commission: signedText,
  commissionAsset: z.string(),
  tradeId: venueId,
});

const placedRow = orderRow.extend({ transactTime: timestamp, fills: z.array(placedFill).optional() });

/** The answer to a new order with newOrderRespType FULL: an order that trades at once is told with its fills. */
export function parsePlaced(body: unknown, instrument: Instrument): { order: VenueOrder; fills: VenueFill[] } {
  const row = placedRow.safeParse(body);
  if (!row.success) throw unreadable('a new order');
  const order = toOrder(row.data, () => instrument);
  const fills = (row.data.fills ?? []).map((fill) => ({
    fillId: fillIdOf(row.data.symbol, fill.tradeId, order.venueOrderId),
    venueOrderId: order.venueOrderId,
    clientOrderId: order.clientOrderId,
    instrumentId: instrument.id,
    price: priceFromText(fill.price),
    quantity: quantityFromText(fill.qty),
    fee: { asset: fill.commissionAsset, amount: moneyFromText(fill.commission) },
    // What trades while the order is being placed takes.
    liquidity: 'taker' as const,
    timeMs: row.data.transactTime,
  }));
  return { order, fills };
}

/** Trade ids count per symbol, and both sides of a trade with ourselves have the same. */
export const fillIdOf = (symbol: string, tradeId: string, orderId: string): string => `${symbol}-${tradeId}-${orderId}`;

const tradeRow = z.object({
  symbol: z.string(),
  id: venueId,
  orderId: venueId,
  price: priceText,
  qty: decimalText,
  commission: signedText,
  commissionAsset: z.string(),
  time: timestamp,
  isMaker: z.boolean(),
});

export type NumberedFill = { readonly tradeId: number; readonly fill: VenueFill };

/** Our trades of one instrument, in the exchange's order. */
export function parseTrades(body: unknown, instrument: Instrument): NumberedFill[] {
  const rows = z.array(tradeRow).safeParse(body);
  if (!rows.success) throw unreadable('a list of trades');
  return rows.data.map((row) => ({
    tradeId: Number(row.id),
    fill: {
      fillId: fillIdOf(row.symbol, row.id, row.orderId),
      venueOrderId: row.orderId,
      clientOrderId: null,
      instrumentId: instrument.id,
      price: priceFromText(row.price),
      quantity: quantityFromText(row.qty),
      fee: { asset: row.commissionAsset, amount: moneyFromText(row.commission) },
      liquidity: row.isMaker ? 'maker' : 'taker',
      timeMs: row.time,
    },
  }));
}

const balanceRow = z.object({ asset: z.string(), free: decimalText, locked: decimalText });

export function parseBalances(body: unknown): Balance[] {
  const account = z.object({ balances: z.array(balanceRow) }).safeParse(body);
  if (!account.success) throw unreadable('an account');
  return account.data.balances;
}

const rates = z.object({ maker: decimalText, taker: decimalText, buyer: decimalText, seller: decimalText });
const commission = z.object({
  standardCommission: rates,
  specialCommission: rates.optional(),
  taxCommission: rates.optional(),
});

/** All that is charged together, of the dearer side. Source: binance-spot-api-docs, faqs/commission_faq.md. */
export function parseFeeRates(body: unknown): FeeRates {
  const told = commission.safeParse(body);
  if (!told.success) throw unreadable('what an account pays');
  let [maker, taker] = [0, 0];
  for (const part of Object.values(told.data)) {
    if (part === undefined) continue;
    const side = Math.max(Number(part.buyer), Number(part.seller));
    maker += Number(part.maker) + side;
    taker += Number(part.taker) + side;
  }
  return ratesFromShares(maker, taker);
}

/** What an account may do, where the key itself cannot be asked about. */
export function parseAccountPermissions(body: unknown): KeyPermissions {
  const account = z.object({ canTrade: z.boolean() }).safeParse(body);
  if (!account.success) throw unreadable('an account');
  return { canRead: true, canTrade: account.data.canTrade, canWithdraw: null, hasIpList: null };
}

const restrictions = z.object({
  ipRestrict: z.boolean(),
  enableReading: z.boolean(),
  enableSpotAndMarginTrading: z.boolean(),
  enableWithdrawals: z.boolean(),
  enableInternalTransfer: z.boolean().optional(),
});

/** What the key may do. Money that may leave to another account is money that may leave. */
export function parseKeyPermissions(body: unknown): KeyPermissions {
  const key = restrictions.safeParse(body);
  if (!key.success) throw unreadable('the permissions of a key');
  const { enableReading, enableSpotAndMarginTrading, enableWithdrawals, enableInternalTransfer, ipRestrict } = key.data;
  return {
    canRead: enableReading,
    canTrade: enableSpotAndMarginTrading,
    canWithdraw: enableWithdrawals || enableInternalTransfer === true,
    hasIpList: ipRestrict,
  };
}
