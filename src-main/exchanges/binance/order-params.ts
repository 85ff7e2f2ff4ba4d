import { assertNever } from '../../base/assert-never.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import { moneyToText, priceToText, quantityForAmount, quantityToText, ratioFromBps } from '../../model/money.ts';
import type { Order, OrderType } from '../../model/order.ts';
import { limitOf, triggerOf } from '../../model/order.ts';
import type { QueryParams } from './sign.ts';
import { wireSymbol } from './symbols.ts';

type PlainType = Exclude<OrderType, { kind: 'bracket' }>;

/** What the exchange takes as a client id. Ours are told as they are, or not at all. */
const CLIENT_ID = /^[a-zA-Z0-9-_]{1,36}$/;
/** Amounts in the quote asset have eight places at most. */
const QUOTE_GRAIN = 10n ** 12n;
const NO_FEE = ratioFromBps(0);

/** An order as the exchange is sent it; `badArgument` when it cannot be written in its terms. Numbers never have an exponent. */
export function orderParams(order: Order, instrument: Instrument): Outcome<QueryParams> {
  const { clientOrderId, side } = order;
  if (!CLIENT_ID.test(clientOrderId)) {
    return fail('badArgument', `clientOrderId is "${clientOrderId}", expected 1 to 36 of a-z, A-Z, 0-9, - and _`);
  }
  if (order.type.kind === 'bracket') return fail('badArgument', 'order is a bracket, expected a list of two orders');
  const type = typeParams(order, order.type, instrument);
  if (!type.ok) return type;
  return succeed([
    ['symbol', wireSymbol(instrument)],
    ['side', side === 'buy' ? 'BUY' : 'SELL'],
    ...type.value,
    ['newClientOrderId', clientOrderId],
    ['newOrderRespType', 'FULL'],
  ]);
}

function typeParams({ size }: Order, type: PlainType, instrument: Instrument): Outcome<QueryParams> {
  if (type.kind === 'market') {
    const sized: Outcome<QueryParams> = size.kind === 'quote' ? quoteAmount(size.amount) : baseAmount(size.quantity);
    return withFirst([['type', 'MARKET']], sized);
  }
  const worst = limitOf(type) ?? triggerOf(type);
  if (size.kind === 'quote' && worst === null) {
    return fail(
      'badArgument',
      'size is a quote amount, expected a quantity: a trailing stop has no price to reckon with',
    );
  }
  const quantity = size.kind === 'base' ? size.quantity : quantityAt(worst as Price, size.amount, instrument);
  const sized = baseAmount(quantity);
  return withFirst(pricedParams(type), sized);
}

/** Type, time in force and prices, as its table of order types asks for them. */
function pricedParams(type: Exclude<PlainType, { kind: 'market' }>): QueryParams {
  switch (type.kind) {
    case 'limit':
      return [
        ['type', 'LIMIT'],
        ['timeInForce', type.timeInForce === undefined ? 'GTC' : 'IOC'],
        ['price', priceToText(type.price)],
      ];
    case 'postOnly':
      return [
        ['type', 'LIMIT_MAKER'],
        ['price', priceToText(type.price)],
      ];
    case 'stop':
      return [
        ['type', 'STOP_LOSS'],
        ['stopPrice', priceToText(type.trigger)],
      ];
    case 'stopLimit':
      return [
        ['type', 'STOP_LOSS_LIMIT'],
        ['timeInForce', 'GTC'],
        ['price', priceToText(type.price)],
        ['stopPrice', priceToText(type.trigger)],
      ];
    case 'trailingStop':
      return [
        ['type', 'STOP_LOSS'],
        ['trailingDelta', String(type.distanceBps)],
      ];
    default:
      return assertNever(type, 'order type');
  }
}

/** An amount at a price that is known: the fee comes on top, out of what is received. */
const quantityAt = (price: Price, amount: Money, { step }: Instrument): Quantity =>
  quantityForAmount(amount, price, NO_FEE, step);

function withFirst(first: QueryParams, rest: Outcome<QueryParams>): Outcome<QueryParams> {
  return rest.ok ? succeed([...first, ...rest.value]) : rest;
}

function baseAmount(quantity: Quantity): Outcome<QueryParams> {
  if (quantity > 0n) return succeed([['quantity', quantityToText(quantity)]]);
  return fail('badArgument', `quantity is ${quantityToText(quantity)}, expected more than 0`);
}

function quoteAmount(amount: Money): Outcome<QueryParams> {
  const floored = (amount - (amount % QUOTE_GRAIN)) as Money;
  if (floored > 0n) return succeed([['quoteOrderQty', moneyToText(floored)]]);
  return fail('badArgument', `quote amount is ${moneyToText(amount)}, expected at least 0.00000001`);
}
