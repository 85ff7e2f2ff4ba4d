import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import { priceToText, quantityToText } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import { priceOf } from '../../model/order.ts';
import type { OrderPair } from '../connection/order-protocol.ts';
import type { QueryParams } from './sign.ts';
import { wireSymbol } from './symbols.ts';

/**
 * One cancels the other, POST /api/v3/orderList/oco: one leg above the market and one below, over one quantity. The limit is
 * a LIMIT_MAKER, the exchange's own condition; it stands on the winning side of the market, where it takes nothing.
 */
export function orderListParams([one, other]: OrderPair, instrument: Instrument): Outcome<QueryParams> {
  const [first, second] = [priceOf(one.type), priceOf(other.type)];
  if (one.size.kind !== 'base' || other.size.kind !== 'base' || one.size.quantity !== other.size.quantity) {
    return fail('badArgument', 'size of an order list is two sizes, expected one quantity for both');
  }
  if (first === null || second === null) return fail('badArgument', 'an order of a list has no price, expected one');
  const [above, below] = first > second ? [one, other] : [other, one];
  const legs = [leg('above', above), leg('below', below)];
  if (legs.includes(null)) return fail('badArgument', 'an order list has other types than a stop and a limit');
  return succeed([
    ['symbol', wireSymbol(instrument)],
    ['listClientOrderId', one.list?.id ?? one.clientOrderId],
    ['side', one.side === 'buy' ? 'BUY' : 'SELL'],
    ['quantity', quantityToText(one.size.quantity)],
    ...legs.flatMap((params) => params ?? []),
    ['newOrderRespType', 'FULL'],
  ]);
}

function leg(name: 'above' | 'below', { type, clientOrderId }: Order): QueryParams | null {
  const id: [string, string] = [`${name}ClientOrderId`, clientOrderId];
  switch (type.kind) {
    case 'limit':
    case 'postOnly':
      return [[`${name}Type`, 'LIMIT_MAKER'], id, [`${name}Price`, priceToText(type.price)]];
    case 'stop':
      return [[`${name}Type`, 'STOP_LOSS'], id, [`${name}StopPrice`, priceToText(type.trigger)]];
    case 'stopLimit':
      return [
        [`${name}Type`, 'STOP_LOSS_LIMIT'],
        id,
        [`${name}StopPrice`, priceToText(type.trigger)],
        [`${name}Price`, priceToText(type.price)],
        [`${name}TimeInForce`, 'GTC'],
      ];
    default:
      return null;
  }
}

/** What the reply to a list says of one of its orders; undefined when it says nothing. */
export function reportOn(body: unknown, { clientOrderId }: Order): unknown {
  const reports = (body as { readonly orderReports?: unknown } | null)?.orderReports;
  if (!Array.isArray(reports)) return undefined;
  return reports.find((report: { readonly clientOrderId?: unknown } | null) => report?.clientOrderId === clientOrderId);
}
