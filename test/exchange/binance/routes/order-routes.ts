import type { BinanceDesk } from '../binance-desk.ts';
import { refusals } from '../binance-error.ts';
import { CANCEL_REPLACE_PARAMETERS, cancelReplace } from '../cancel-replace.ts';
import { LIST_PARAMETERS, placeList } from '../order-list.ts';
import { cancelOne, cancelOrder, lookUp, placeOrder, testOrder } from '../order-operations.ts';
import { ORDER_PARAMETERS } from '../order-request.ts';
import type { Parameters } from '../parameters.ts';
import type { Route } from './route.ts';

const CANCEL_PARAMETERS = ['symbol!', 'orderId', 'origClientOrderId', 'newClientOrderId', 'cancelRestrictions'];

export const ORDER_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v3/order',
    weight: 1,
    isFreeWhenDone: true,
    isSigned: true,
    parameters: ORDER_PARAMETERS,
    handle: placeOrder,
  },
  {
    method: 'POST',
    path: '/api/v3/order/test',
    weight: (parameters) => (parameters.get('computeCommissionRates') === 'true' ? 20 : 1),
    isSigned: true,
    parameters: [...ORDER_PARAMETERS, 'computeCommissionRates'],
    handle(desk, parameters) {
      testOrder(desk, parameters);
      return {};
    },
  },
  {
    method: 'GET',
    path: '/api/v3/order',
    weight: 4,
    isSigned: true,
    parameters: ['symbol!', 'orderId', 'origClientOrderId'],
    handle: lookUp,
  },
  {
    method: 'DELETE',
    path: '/api/v3/order',
    weight: 1,
    isFreeWhenDone: true,
    isSigned: true,
    parameters: CANCEL_PARAMETERS,
    handle: cancelOrder,
  },
  {
    method: 'POST',
    path: '/api/v3/order/cancelReplace',
    weight: 1,
    isFreeWhenDone: true,
    isSigned: true,
    parameters: [...ORDER_PARAMETERS, ...CANCEL_REPLACE_PARAMETERS],
    handle: cancelReplace,
  },
  {
    method: 'POST',
    path: '/api/v3/orderList/oco',
    weight: 1,
    isFreeWhenDone: true,
    isSigned: true,
    parameters: LIST_PARAMETERS,
    handle: placeList,
  },
  {
    method: 'DELETE',
    path: '/api/v3/openOrders',
    weight: 1,
    isFreeWhenDone: true,
    isSigned: true,
    parameters: ['symbol!'],
    handle: cancelAll,
  },
];

export function cancelAll(desk: BinanceDesk, parameters: Parameters) {
  const open = desk.core.openOrders(desk.symbols.toCore(parameters.need('symbol')));
  if (open.length === 0) throw refusals.cancel();
  return open.map((order) => cancelOne(desk, order, desk.newId()));
}
