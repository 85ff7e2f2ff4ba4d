import { toAmount } from '../core/amount.ts';
import type { CoreRefusal, ExchangeCore, NewOrder } from '../core/core-types.ts';
import { type BinanceError, refusals } from './binance-error.ts';
import type { Parameters } from './parameters.ts';
import type { Symbols } from './symbols.ts';

/** Every parameter a new order may have; those with `!` it must have. */
export const ORDER_PARAMETERS = [
  'symbol!',
  'side!',
  'type!',
  'timeInForce',
  'quantity',
  'quoteOrderQty',
  'price',
  'newClientOrderId',
  'strategyId',
  'strategyType',
  'stopPrice',
  'trailingDelta',
  'icebergQty',
  'newOrderRespType',
  'selfTradePreventionMode',
];

type Shape = { readonly core: NewOrder['type']; readonly must: readonly string[]; readonly may: readonly string[] };

const SHAPES: Readonly<Record<string, Shape>> = {
  LIMIT: { core: 'limit', must: ['timeInForce', 'quantity', 'price'], may: ['icebergQty'] },
  LIMIT_MAKER: { core: 'limit', must: ['quantity', 'price'], may: ['icebergQty'] },
  MARKET: { core: 'market', must: [], may: ['quantity', 'quoteOrderQty'] },
  STOP_LOSS: { core: 'stop', must: ['quantity', 'stopPrice'], may: [] },
  TAKE_PROFIT: { core: 'stop', must: ['quantity', 'stopPrice'], may: [] },
  STOP_LOSS_LIMIT: { core: 'stopLimit', must: ['timeInForce', 'quantity', 'price', 'stopPrice'], may: ['icebergQty'] },
  TAKE_PROFIT_LIMIT: {
    core: 'stopLimit',
    must: ['timeInForce', 'quantity', 'price', 'stopPrice'],
    may: ['icebergQty'],
  },
};
const SHAPED = ['timeInForce', 'quantity', 'quoteOrderQty', 'price', 'stopPrice', 'icebergQty'];
const MOST_PLACES = 8;

/** A new order as the core takes it. Throws what Binance says of what is wrong with it. */
export function readOrder(parameters: Parameters, symbols: Symbols, newId: () => string): NewOrder {
  const symbol = symbols.toCore(parameters.need('symbol'));
  const type = parameters.need('type');
  const shape = SHAPES[type];
  if (!shape) throw refusals.orderType();
  checkShape(parameters, shape);
  const timeInForce = parameters.get('timeInForce');
  if (timeInForce !== undefined && !isTimeInForce(timeInForce)) throw refusals.timeInForce();
  const side = parameters.need('side');
  if (side !== 'BUY' && side !== 'SELL') throw refusals.side();
  return {
    clientOrderId: parameters.get('newClientOrderId') ?? newId(),
    symbol,
    side: side === 'BUY' ? 'buy' : 'sell',
    type: shape.core,
    timeInForce: (timeInForce as NewOrder['timeInForce'] | undefined) ?? 'GTC',
    postOnly: type === 'LIMIT_MAKER',
    price: parameters.get('price') ?? null,
    stopPrice: parameters.get('stopPrice') ?? null,
    quantity: parameters.get('quantity') ?? null,
    quoteQuantity: parameters.get('quoteOrderQty') ?? null,
  };
}

const isTimeInForce = (text: string): boolean => ['GTC', 'IOC', 'FOK'].includes(text);

function checkShape(parameters: Parameters, shape: Shape): void {
  for (const name of shape.must) parameters.need(name);
  for (const name of SHAPED) {
    if (!parameters.has(name)) continue;
    if (!shape.must.includes(name) && !shape.may.includes(name)) throw refusals.notRequired(name);
    const places = (parameters.get(name) ?? '').split('.')[1]?.length ?? 0;
    if (name !== 'timeInForce' && places > MOST_PLACES) throw refusals.precision(name);
  }
  if (shape.core !== 'market') return;
  if (parameters.has('quantity') === parameters.has('quoteOrderQty')) throw refusals.missing('quantity');
}

/** A stop on the wrong side of the market. @param type Binance's own, which the core does not keep */
export function checkStopSide(order: NewOrder, type: string, core: ExchangeCore): void {
  if (order.stopPrice === null) return;
  const isAbove = toAmount(order.stopPrice) > toAmount(core.lastPrice(order.symbol));
  const wantsAbove = (order.side === 'buy') === type.startsWith('STOP_LOSS');
  if (isAbove !== wantsAbove) throw refusals.order('Stop price would trigger immediately.');
}

const FILTERS = {
  price: 'PRICE_FILTER',
  step: 'LOT_SIZE',
  minQuantity: 'LOT_SIZE',
  maxQuantity: 'LOT_SIZE',
  notional: 'NOTIONAL',
} as const;

export function toBinanceError(refusal: CoreRefusal): BinanceError {
  if (refusal.kind === 'filter') return refusals.filter(FILTERS[refusal.filter]);
  if (refusal.kind === 'unknownSymbol') return refusals.symbol();
  return refusals.order(ORDER_REFUSALS[refusal.kind]);
}

const ORDER_REFUSALS = {
  marketClosed: 'Market is closed.',
  insufficientBalance: 'Account has insufficient balance for requested action.',
  wouldTake: 'Order would immediately match and take.',
  duplicateOpenId: 'Duplicate order sent.',
} as const;
