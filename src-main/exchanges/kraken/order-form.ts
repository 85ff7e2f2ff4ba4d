import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import { moneyToText, priceToText, quantityForAmount, quantityToText, RATIO_SCALE } from '../../model/money.ts';
import type { Order, OrderType } from '../../model/order.ts';
import { limitOf, priceOf, triggerOf } from '../../model/order.ts';
import type { Pair } from './pair-table.ts';

const ORDER_TYPES = {
  market: 'market',
  limit: 'limit',
  postOnly: 'limit',
  stop: 'stop-loss',
  stopLimit: 'stop-loss-limit',
  trailingStop: 'trailing-stop',
} as const satisfies Record<Exclude<OrderType['kind'], 'bracket'>, string>;
const RATIO_ONE = 10n ** BigInt(RATIO_SCALE);
const MONEY_DECIMALS = 20;

export type FormContext = {
  readonly pair: Pair;
  /** As Kraken is told it. */
  readonly clientId: string;
  /** By the exchange's clock. */
  readonly deadlineMs: number;
  /** What a market order that sells for an amount is reckoned with; unused by all others. */
  readonly lastPrice: Price | null;
};

/** Whether the form cannot be written without knowing the market's price: Kraken takes amounts of market purchases alone. */
export function needsLastPrice({ type, size, side }: Order): boolean {
  return size.kind === 'quote' && type.kind === 'market' && side === 'sell';
}

/** The fields of AddOrder; undefined when nothing is left of the order on the grid of its pair, or Kraken has no such order. */
export function orderForm(
  order: Order,
  instrument: Instrument,
  context: FormContext,
): Record<string, string> | undefined {
  const volume = volumeOf(order, instrument, context);
  if (volume === undefined) return undefined;
  const { type, side } = order;
  if (type.kind === 'bracket') return undefined;
  const price = priceTextOf(type);
  return {
    pair: context.pair.altName,
    type: side,
    ordertype: ORDER_TYPES[type.kind],
    volume,
    ...(price === null ? {} : { price }),
    ...(type.kind === 'stopLimit' ? { price2: priceToText(type.price) } : {}),
    ...(type.kind === 'limit' && type.timeInForce !== undefined ? { timeinforce: 'IOC' } : {}),
    cl_ord_id: context.clientId,
    // Fees in the quote asset: what is bought is what is held, and lists of fills name no other asset.
    oflags: isByAmount(order) ? 'fciq,viqc' : type.kind === 'postOnly' ? 'fciq,post' : 'fciq',
    deadline: new Date(context.deadlineMs).toISOString(),
  };
}

/** A trailing stop's is an offset; its direction follows from the side. */
function priceTextOf(type: OrderType): string | null {
  if (type.kind === 'trailingStop') return `+${(type.distanceBps / 100).toFixed(2)}%`;
  const price = priceOf(type);
  return price === null ? null : priceToText(price);
}

const isByAmount = ({ type, size, side }: Order): boolean =>
  size.kind === 'quote' && type.kind === 'market' && side === 'buy';

function volumeOf(order: Order, instrument: Instrument, { pair, lastPrice }: FormContext): string | undefined {
  const { size, type } = order;
  if (size.kind === 'base') return quantityToText(size.quantity);
  if (isByAmount(order)) return amountText(size.amount, pair);
  const price = limitOf(type) ?? triggerOf(type) ?? lastPrice;
  if (price === null) return undefined;
  const quantity: Quantity = quantityForAmount(size.amount, price, pair.takerFee, instrument.step);
  return quantity > 0n ? quantityToText(quantity) : undefined;
}

/** Kraken adds the fee to the amount; ours has it inside, so room for the highest fee is left. */
function amountText(amount: Money, { takerFee, costDecimals }: Pair): string | undefined {
  const beforeFee = (amount * RATIO_ONE) / (RATIO_ONE + takerFee);
  const grain = 10n ** BigInt(MONEY_DECIMALS - costDecimals);
  const volume = (beforeFee - (beforeFee % grain)) as Money;
  return volume > 0n ? moneyToText(volume) : undefined;
}
