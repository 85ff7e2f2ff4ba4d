import { toAmount } from '../core/amount.ts';
import type { CoreOrder, NewOrder } from '../core/core-types.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { refusals } from './binance-error.ts';
import { toBinanceError } from './order-request.ts';
import { listIdOf, placedView } from './order-view.ts';
import type { Parameters } from './parameters.ts';

const LEG = ['Type!', 'ClientOrderId', 'IcebergQty', 'Price', 'StopPrice', 'TrailingDelta', 'TimeInForce'] as const;
const LEG_EXTRAS = ['StrategyId', 'StrategyType'] as const;
const legParameters = (leg: 'above' | 'below'): string[] => [...LEG, ...LEG_EXTRAS].map((name) => `${leg}${name}`);

export const LIST_PARAMETERS = [
  'symbol!',
  'listClientOrderId',
  'side!',
  'quantity!',
  ...legParameters('above'),
  ...legParameters('below'),
  'newOrderRespType',
  'selfTradePreventionMode',
];

/** What a leg must and may have by its type; trailing deltas are left to the exchange itself. */
const LEGS: Readonly<Record<string, { readonly core: NewOrder['type']; readonly must: readonly string[] }>> = {
  LIMIT_MAKER: { core: 'limit', must: ['Price'] },
  STOP_LOSS: { core: 'stop', must: ['StopPrice'] },
  STOP_LOSS_LIMIT: { core: 'stopLimit', must: ['StopPrice', 'Price', 'TimeInForce'] },
};
const SHAPED = ['Price', 'StopPrice', 'TimeInForce'];

/** POST /api/v3/orderList/oco: a LIMIT_MAKER on the winning side of the market and a stop on the losing one. */
export function placeList(desk: BinanceDesk, parameters: Parameters) {
  desk.limits.spendOrder();
  desk.limits.spendOrder();
  const [above, below] = [legOf(desk, parameters, 'above'), legOf(desk, parameters, 'below')];
  const sells = above.side === 'sell';
  const [maker, stop] = sells ? [above, below] : [below, above];
  if (!maker.postOnly || stop.stopPrice === null) throw refusals.orderType();
  checkSides(desk, maker, stop);
  for (const [leg, name] of [[above, 'above'] as const, [below, 'below'] as const]) {
    const refusal = desk.core.check(leg);
    if (refusal) throw toBinanceError(refusal);
    if (leg.stopPrice !== null) desk.stops.set(leg.clientOrderId, parameters.need(`${name}Type`));
  }
  const placed = desk.core.placeList([maker, stop]);
  if ('refusal' in placed) throw toBinanceError(placed.refusal);
  return listView(desk, placed.orders, parameters);
}

function legOf(desk: BinanceDesk, parameters: Parameters, leg: 'above' | 'below'): NewOrder {
  const shape = LEGS[parameters.need(`${leg}Type`)];
  if (!shape) throw refusals.orderType();
  for (const name of shape.must) parameters.need(`${leg}${name}`);
  for (const name of SHAPED) {
    if (parameters.has(`${leg}${name}`) && !shape.must.includes(name)) throw refusals.notRequired(`${leg}${name}`);
  }
  const side = parameters.need('side');
  if (side !== 'BUY' && side !== 'SELL') throw refusals.side();
  return {
    clientOrderId: parameters.get(`${leg}ClientOrderId`) ?? desk.newId(),
    symbol: desk.symbols.toCore(parameters.need('symbol')),
    side: side === 'BUY' ? 'buy' : 'sell',
    type: shape.core,
    timeInForce: 'GTC',
    postOnly: shape.core === 'limit',
    price: parameters.get(`${leg}Price`) ?? null,
    stopPrice: parameters.get(`${leg}StopPrice`) ?? null,
    quantity: parameters.need('quantity'),
    quoteQuantity: null,
  };
}

/** Selling: maker above the last price, stop below it; buying the other way round. */
function checkSides(desk: BinanceDesk, maker: NewOrder, stop: NewOrder): void {
  const last = toAmount(desk.core.lastPrice(maker.symbol));
  const [limit, trigger] = [toAmount(maker.price ?? '0'), toAmount(stop.stopPrice ?? '0')];
  const fits = maker.side === 'sell' ? limit > last && trigger < last : limit < last && trigger > last;
  if (!fits) throw refusals.order('The relationship of the prices for the orders is not correct.');
}

function listView(desk: BinanceDesk, orders: readonly CoreOrder[], parameters: Parameters) {
  const [first] = orders;
  const symbol = parameters.need('symbol');
  const respond = parameters.get('newOrderRespType') ?? 'ACK';
  return {
    orderListId: first === undefined ? -1 : listIdOf(first),
    contingencyType: 'OCO',
    listStatusType: 'EXEC_STARTED',
    listOrderStatus: 'EXECUTING',
    listClientOrderId: parameters.get('listClientOrderId') ?? desk.newId(),
    transactionTime: desk.core.nowMs(),
    symbol,
    orders: orders.map(({ id, clientOrderId }) => ({ symbol, orderId: id, clientOrderId })),
    orderReports: orders.map((order) => placedView(order, [], respond, desk)),
  };
}
