import type { Log } from '../../engine/ports/log.ts';
import { divideCeil, divideHalfUp } from '../../model/decimal.ts';
import type { ChargedFee, Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import { moneyToText, priceFromText, ZERO_MONEY } from '../../model/money.ts';
import type { Order, OrderPurpose } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { VenueFill } from './order-protocol.ts';

/** What one unit of an asset is worth in another, as decimal text, by which instrument, and since when. */
export type AssetValue = { readonly rate: string; readonly source: string; readonly timeMs: TimestampMs };

/** Undefined when nobody knows. */
export type ValueOf = (asset: string, quoteAsset: string) => AssetValue | undefined;

export type FillReportParts = { readonly valueOf: ValueOf; readonly log: Log };

/** Money has 20 places, quantities 8. */
const MONEY_TO_QUANTITY = 10n ** 12n;
const PRICE_ONE = 10n ** 12n;

/** The exchange numbers fills per market, and both sides of a trade with oneself alike: the order makes the id unique. */
export function fillIdOf(order: Order, { fillId }: VenueFill): string {
  return `${order.clientOrderId}/${fillId}`;
}

/** The exchange's fill as the ledger knows fills: fee in the quote asset, quantity as it changes the position. */
export function toFill(order: Order, instrument: Instrument, fill: VenueFill, parts: FillReportParts): Fill {
  const { quantity, fee, charged } = amountsOf(order, instrument, fill, parts);
  return {
    fillId: fillIdOf(order, fill),
    clientOrderId: order.clientOrderId,
    accountId: order.accountId,
    botId: order.botId,
    instrumentId: instrument.id,
    side: order.side,
    price: fill.price,
    quantity,
    fee,
    ...(charged !== undefined && { charged }),
    purpose: purposeOf(order, fill),
    tag: order.tag,
    ...(order.parentId === undefined ? {} : { parentId: order.parentId }),
    liquidity: fill.liquidity,
    timeMs: fill.timeMs,
  };
}

/** A bracket is known by its stop; what it trades at its limit or better is its target's. */
function purposeOf({ type, side, purpose }: Order, { price }: VenueFill): OrderPurpose {
  if (type.kind !== 'bracket') return purpose;
  return (side === 'sell' ? price >= type.price : price <= type.price) ? 'target' : purpose;
}

type Amounts = { readonly quantity: Quantity; readonly fee: Money; readonly charged?: ChargedFee };

function amountsOf(order: Order, instrument: Instrument, fill: VenueFill, parts: FillReportParts): Amounts {
  const { log } = parts;
  const { quantity } = fill;
  const { asset, amount } = fill.fee;
  const { baseAsset, quoteAsset } = instrument;
  if (amount === 0n) return { quantity, fee: ZERO_MONEY };
  if (asset === quoteAsset) return { quantity, fee: amount };
  if (asset === baseAsset) return withFeeInBase(order, fill);
  const value = parts.valueOf(asset, quoteAsset);
  const facts = { clientOrderId: order.clientOrderId, fillId: fill.fillId, asset, amount: moneyToText(amount) };
  if (value === undefined) {
    log.error('a fee could not be valued: it is kept in its asset and missing in the quote asset', {
      ...facts,
      quoteAsset,
    });
    const charged = { asset, amount, rate: 0n as Price, source: 'unknown', rateMs: fill.timeMs };
    return { quantity, fee: ZERO_MONEY, charged };
  }
  log.info('a fee was charged in a third asset', { ...facts, value: value.rate, source: value.source, quoteAsset });
  const rate = priceFromText(value.rate);
  const charged = { asset, amount, rate, source: value.source, rateMs: value.timeMs };
  return { quantity, fee: divideHalfUp(amount * rate, PRICE_ONE) as Money, charged };
}

/**
 * What arrives is less than what was paid for. Reported net, with the missing part as a fee at the fill's price: cash
 * changes by price × gross, the position by the net, both to the last digit.
 */
function withFeeInBase({ side }: Order, { price, quantity, fee, timeMs }: VenueFill): Amounts {
  const missing = divideCeil(fee.amount, MONEY_TO_QUANTITY);
  const net = (side === 'buy' ? quantity - missing : quantity + missing) as Quantity;
  const charged = { asset: fee.asset, amount: fee.amount, rate: price, source: 'fill', rateMs: timeMs };
  return { quantity: net, fee: (price * missing) as Money, charged };
}
