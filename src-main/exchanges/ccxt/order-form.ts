import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import {
  moneyToText,
  priceFromText,
  priceToText,
  quantityForAmount,
  quantityFromText,
  quantityToText,
  ratioFromBps,
} from '../../model/money.ts';
import type { Order, OrderType, Side } from '../../model/order.ts';
import type { CcxtClient, CcxtNewOrder, CcxtOrder } from './client.ts';
import { SIGNIFICANT_DIGITS } from './markets.ts';

/** An order in ccxt's terms, ready to be sent once. */
export type OrderForm = { readonly send: () => Promise<CcxtOrder> };

const NO_FEE = ratioFromBps(0);
const COST = 'createMarketBuyOrderWithCost';
const POST_ONLY = 'createPostOnlyOrder';

export type FormContext = {
  readonly instrument: Instrument;
  readonly symbol: string;
  /** What names the order. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Asked for when an amount of the quote asset has to be turned into a quantity by us. */
  readonly marketPrice: (side: Side) => Promise<Outcome<Price>>;
};

/** How an order is written for ccxt; `badArgument` when it cannot be. */
export async function orderForm(client: CcxtClient, order: Order, context: FormContext): Promise<Outcome<OrderForm>> {
  const { type, size, side } = order;
  const { symbol, params, instrument } = context;
  if (type.kind === 'stop' || type.kind === 'stopLimit' || type.kind === 'bracket' || type.kind === 'trailingStop') {
    return fail('badArgument', 'order is a stop order, expected market or limit: ccxt keeps no stops');
  }
  if (type.kind === 'postOnly' && client.has[POST_ONLY] !== true) {
    return fail('badArgument', 'order is post-only, expected a kind of order that this exchange has');
  }
  if (type.kind !== 'market') {
    const quantity = size.kind === 'base' ? size.quantity : quantityAt(type.price, size.amount, instrument);
    const price = limitPrice(client, symbol, type.price, side);
    const terms = { ...params, ...limitTerms(type) };
    return price.ok ? form(client, quantity, [symbol, 'limit', side, '', price.value, terms]) : price;
  }
  if (size.kind === 'base') return form(client, size.quantity, [symbol, 'market', side, '', undefined, params]);
  if (side === 'buy' && client.has[COST] === true) return costForm(client, symbol, size.amount, params);
  const price = await context.marketPrice(side);
  if (!price.ok) return price;
  return form(client, quantityAt(price.value, size.amount, instrument), [
    symbol,
    'market',
    side,
    '',
    undefined,
    params,
  ]);
}

/** ccxt's own names of them. */
function limitTerms(type: Extract<OrderType, { kind: 'limit' | 'postOnly' }>): Readonly<Record<string, unknown>> {
  if (type.kind === 'postOnly') return { postOnly: true };
  return type.timeInForce === undefined ? {} : { timeInForce: 'IOC' };
}

const quantityAt = (price: Price, amount: Money, { step }: Instrument): Quantity =>
  quantityForAmount(amount, price, NO_FEE, step);

function costForm(
  client: CcxtClient,
  symbol: string,
  amount: Money,
  params: Readonly<Record<string, unknown>>,
): Outcome<OrderForm> {
  return succeed({ send: () => client.createMarketBuyOrderWithCost(symbol, moneyToText(amount), params) });
}

/** The quantity as the exchange writes it: never more than was asked for. */
function form(client: CcxtClient, quantity: Quantity, parts: CcxtNewOrder): Outcome<OrderForm> {
  const [symbol, type, side, , price, params] = parts;
  const asked = quantityToText(quantity);
  if (quantity <= 0n) return fail('badArgument', `quantity is ${asked}, expected more than 0`);
  try {
    const amount = client.amountToPrecision(symbol, asked);
    if (quantityFromText(amount) > quantity || quantityFromText(amount) <= 0n) {
      return fail('badArgument', `quantity is ${asked}, expected one the exchange can write, not ${amount}`);
    }
    return succeed({ send: () => client.createOrder(symbol, type, side, amount, price, params) });
  } catch (error) {
    return fail('badArgument', `quantity is ${asked}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where prices have a number of digits instead of a step, the next price that is no worse for us. */
function limitPrice(client: CcxtClient, symbol: string, price: Price, side: Side): Outcome<string> {
  const asked = priceToText(price);
  const exact =
    client.precisionMode === SIGNIFICANT_DIGITS ? passivePrice(asked, side, digitsOf(client, symbol)) : asked;
  const written = client.priceToPrecision(symbol, exact);
  if (priceFromText(written) === priceFromText(exact)) return succeed(written);
  return fail('badArgument', `price is ${asked}, expected one the exchange can write, such as ${written}`);
}

const digitsOf = (client: CcxtClient, symbol: string): number => Number(client.markets?.[symbol]?.precision.price ?? 5);

/** Cut to so many digits: down for a buyer, up for a seller. */
export function passivePrice(text: string, side: Side, digits: number): string {
  const price = priceFromText(text);
  const surplus = price.toString().length - digits;
  if (surplus <= 0) return text;
  const grain = 10n ** BigInt(surplus);
  const floor = price - (price % grain);
  return priceToText((side === 'sell' && floor !== price ? floor + grain : floor) as Price);
}
