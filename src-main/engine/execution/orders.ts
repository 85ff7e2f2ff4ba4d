import type { BotConfig } from '../../model/bot.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price } from '../../model/money.ts';
import {
  averagePrice,
  lowerPrice,
  priceFromNumber,
  raisePrice,
  ratioFromNumber,
  roundToTick,
} from '../../model/money.ts';
import type { Order, OrderPurpose, OrderType } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';

/** Who orders, where and when: what every order of a bot has in common. */
export type OrderOrigin = {
  readonly config: BotConfig;
  readonly instrument: Instrument;
  readonly nowMs: number;
  readonly nextId: () => string;
};

const MARKET: OrderType = { kind: 'market' };

function orderOf(origin: OrderOrigin, rest: Pick<Order, 'side' | 'type' | 'size' | 'purpose' | 'reduceOnly'>): Order {
  return {
    clientOrderId: origin.nextId(),
    botId: origin.config.id,
    instrumentId: origin.instrument.id,
    ...rest,
    createdMs: origin.nowMs,
  };
}

/** Opens a position worth `amount`, fee included; the venue fixes the quantity at the fill price. */
export function entryOrder(
  origin: OrderOrigin,
  side: 'long' | 'short',
  amount: Money,
  limitPrice: number | null,
): Order {
  const orderSide = side === 'long' ? 'buy' : 'sell';
  const round = (price: number): Price =>
    roundToTick(priceFromNumber(price), origin.instrument.tick, orderSide === 'buy' ? 'down' : 'up');
  return orderOf(origin, {
    side: orderSide,
    type: limitPrice === null ? MARKET : { kind: 'limit', price: round(limitPrice) },
    size: { kind: 'quote', amount },
    purpose: 'entry',
    reduceOnly: false,
  });
}

/** Everything that is held, sold or bought back; never more. */
function closing(position: Position): Pick<Order, 'side' | 'size' | 'reduceOnly'> {
  const long = position.quantity > 0n;
  const quantity = (long ? position.quantity : -position.quantity) as typeof position.quantity;
  return { side: long ? 'sell' : 'buy', size: { kind: 'base', quantity }, reduceOnly: true };
}

export function closeOrder(origin: OrderOrigin, position: Position, purpose: OrderPurpose): Order {
  return orderOf(origin, { ...closing(position), type: MARKET, purpose });
}

/** The stop and the target that a position rests on, as far as the bot's settings ask for them. Stop first. */
export function protectiveOrders(origin: OrderOrigin, position: Position): readonly Order[] {
  const { stopLossFraction, takeProfitFraction } = origin.config.risk;
  const { tick } = origin.instrument;
  const long = position.quantity > 0n;
  const entry = averagePrice(position.cost, position.quantity);
  const orders: Order[] = [];
  if (stopLossFraction !== null) {
    const distance = ratioFromNumber(stopLossFraction);
    const trigger = long
      ? roundToTick(lowerPrice(entry, distance), tick, 'up')
      : roundToTick(raisePrice(entry, distance), tick, 'down');
    orders.push(orderOf(origin, { ...closing(position), type: { kind: 'stop', trigger }, purpose: 'stop' }));
  }
  if (takeProfitFraction !== null) {
    const distance = ratioFromNumber(takeProfitFraction);
    const price = long
      ? roundToTick(raisePrice(entry, distance), tick, 'up')
      : roundToTick(lowerPrice(entry, distance), tick, 'down');
    if (price > 0n)
      orders.push(orderOf(origin, { ...closing(position), type: { kind: 'limit', price }, purpose: 'target' }));
  }
  return orders;
}
