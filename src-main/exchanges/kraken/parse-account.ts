import { z } from 'zod';
import type { Balance, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Money } from '../../model/money.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  quantityFromText,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import { ratesFromShares } from '../connection/account-fees.ts';
import type { VenueFill, VenueOrder, VenueOrderStatus } from '../connection/order-protocol.ts';
import { ownClientId } from './client-ids.ts';
import type { Pair, PairTable } from './pair-table.ts';
import { amountText, decimalText, priceText, readRows, timeInSeconds } from './parse.ts';

export const addOrderResult = z.object({ txid: z.array(z.string()).min(1) });
export const cancelOrderResult = z.object({ count: z.coerce.number(), pending: z.boolean().optional() });
export const openOrdersResult = z.object({ open: z.record(z.string(), z.unknown()) });
export const closedOrdersResult = z.object({ closed: z.record(z.string(), z.unknown()) });
export const tradesResult = z.object({ trades: z.record(z.string(), z.unknown()) });
export const tokenResult = z.object({ token: z.string().min(1) });
export const keyInfoResult = z.object({
  permissions: z.array(z.string()),
  ipAllowlist: z.array(z.string()).nullish(),
});

const feeRow = z.object({ fee: decimalText });
export const tradeVolumeResult = z.object({
  fees: z.record(z.string(), feeRow),
  fees_maker: z.record(z.string(), feeRow).nullish(),
});

/** Percent, by the pair's name; a pair without a schedule for makers has one for both. Undefined when it is not there. */
export function feeRatesOf(
  { fees, fees_maker: makers }: z.infer<typeof tradeVolumeResult>,
  { name, altName }: Pick<Pair, 'name' | 'altName'>,
): FeeRates | undefined {
  const taker = fees[name] ?? fees[altName];
  if (taker === undefined) return undefined;
  const maker = makers?.[name] ?? makers?.[altName] ?? taker;
  return ratesFromShares(Number(maker.fee) / 100, Number(taker.fee) / 100);
}

const STATUSES: Readonly<Record<string, VenueOrderStatus>> = {
  pending: 'working',
  open: 'working',
  pending_new: 'working',
  new: 'working',
  partially_filled: 'working',
  closed: 'filled',
  filled: 'filled',
  canceled: 'cancelled',
  expired: 'cancelled',
};

/** Kraken's word for the state of an order, over REST or the socket. */
export const statusOf = (word: string): VenueOrderStatus => STATUSES[word] ?? 'unknown';

const orderRow = z.object({
  status: z.string(),
  cl_ord_id: z.string().nullish(),
  reason: z.string().nullish(),
  opentm: timeInSeconds,
  closetm: z.union([timeInSeconds, z.literal(0)]).nullish(),
  descr: z.object({ pair: z.string() }),
  vol_exec: amountText,
  cost: amountText,
  oflags: z.string().nullish(),
});

/**
 * `isByAmount`: its size was given in the quote asset. Then Kraken may count what was filled in either asset, so neither number
 * is taken from the list: the trades of the order say it.
 */
export type ListedOrder = VenueOrder & { readonly isByAmount: boolean };

/** Orders keyed by Kraken's id; undefined when one cannot be read, because a list with holes proves nothing. */
export function ordersOf(rows: Readonly<Record<string, unknown>>, pairs: PairTable): ListedOrder[] | undefined {
  const read = readRows(rows, orderRow);
  if (read.length !== Object.keys(rows).length) return undefined;
  return read.map(([venueOrderId, row]) => listedOrder(venueOrderId, row, pairs));
}

function listedOrder(venueOrderId: string, row: z.infer<typeof orderRow>, pairs: PairTable): ListedOrder {
  const isByAmount = row.oflags?.split(',').includes('viqc') ?? false;
  return {
    isByAmount,
    venueOrderId,
    clientOrderId: ownClientId(row.cl_ord_id),
    instrumentId: pairs.named(row.descr.pair)?.instrument.id,
    status: statusOf(row.status),
    statusText: row.reason ? `${row.status}: ${row.reason}` : row.status,
    filledQuantity: isByAmount ? ZERO_QUANTITY : quantityFromText(row.vol_exec),
    filledValue: isByAmount ? ZERO_MONEY : moneyFromText(row.cost),
    updatedMs: timeMsOf(row.closetm || row.opentm),
  };
}

const tradeRow = z.object({
  ordertxid: z.string(),
  pair: z.string(),
  time: timeInSeconds,
  price: priceText,
  vol: amountText,
  fee: decimalText,
  maker: z.boolean().optional(),
});

/** Fills of a page, of all pairs we know; undefined when one cannot be read. Their fees are in the quote asset. */
export function fillsOf(rows: Readonly<Record<string, unknown>>, pairs: PairTable): VenueFill[] | undefined {
  const read = readRows(rows, tradeRow);
  if (read.length !== Object.keys(rows).length) return undefined;
  return read.flatMap(([fillId, row]) => {
    const instrument = pairs.named(row.pair)?.instrument;
    if (instrument === undefined) return [];
    return {
      fillId,
      venueOrderId: row.ordertxid,
      clientOrderId: null,
      instrumentId: instrument.id,
      price: priceFromText(row.price),
      quantity: quantityFromText(row.vol),
      fee: { asset: instrument.quoteAsset, amount: moneyFromText(row.fee) },
      liquidity: row.maker === true ? 'maker' : 'taker',
      timeMs: timeMsOf(row.time),
    };
  });
}

const timeMsOf = (seconds: number): TimestampMs => Math.floor(seconds * 1000);

const balanceRow = z.object({ balance: decimalText, hold_trade: decimalText.optional() });

/** What is held, by asset; assets without anything are left out. */
export function balancesOf(rows: Readonly<Record<string, unknown>>, pairs: PairTable): Balance[] | undefined {
  const read = readRows(rows, balanceRow);
  if (read.length !== Object.keys(rows).length) return undefined;
  return read.flatMap(([code, { balance, hold_trade = '0' }]) => {
    const [total, locked] = [moneyFromText(balance), moneyFromText(hold_trade)];
    if (total === 0n && locked === 0n) return [];
    return { asset: pairs.asset(code), free: moneyToText((total - locked) as Money), locked: moneyToText(locked) };
  });
}

export function permissionsOf({ permissions, ipAllowlist }: z.infer<typeof keyInfoResult>): KeyPermissions {
  return {
    canRead: permissions.includes('query-funds'),
    canTrade: permissions.includes('modify-trades'),
    canWithdraw: permissions.includes('withdraw-funds'),
    hasIpList: ipAllowlist === null || ipAllowlist === undefined ? null : ipAllowlist.length > 0,
  };
}
