import type { BotConfig } from '../../model/bot.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Quantity } from '../../model/money.ts';
import {
  averagePrice,
  lowerPrice,
  priceFromNumber,
  raisePrice,
  ratioFromNumber,
  roundToTick,
} from '../../model/money.ts';
import type { Order, OrderPurpose, OrderType, Side } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import type { Ids } from '../ports/ids.ts';

/** Who orders, where and when: what every order of a bot has in common. */
export type OrderOrigin = {
  readonly config: BotConfig;
  readonly instrument: Instrument;
  readonly nowMs: number;
  readonly ids: Ids;
};

const MARKET: OrderType = { kind: 'market' };

/** Opens a position worth `amount`, fee included; the venue fixes the quantity at the fill price. */
export function entryOrder(
  { config, instrument, nowMs, ids }: OrderOrigin,
  side: 'long' | 'short',
  amount: Money,
  limitPrice: number | null,
): Order {
  const orderSide = side === 'long' ? 'buy' : 'sell';
  return {
    clientOrderId: ids.nextClientOrderId(),
    botId: config.id,
    instrumentId: instrument.id,
    side: orderSide,
    type: limitPrice === null ? MARKET : limitAt(limitPrice, orderSide, instrument),
    size: { kind: 'quote', amount },
    purpose: 'entry',
    reduceOnly: false,
    createdMs: nowMs,
  };
}

/** A limit on the tick that is no worse for us than `price`. */
function limitAt(price: number, side: Side, { tick }: Instrument): OrderType {
  return { kind: 'limit', price: roundToTick(priceFromNumber(price), tick, side === 'buy' ? 'down' : 'up') };
}

/** Sells or buys back everything that is held; never more. */
function exitOrder(
  { config, instrument, nowMs, ids }: OrderOrigin,
  { quantity }: Position,
  type: OrderType,
  purpose: OrderPurpose,
): Order {
  const long = quantity > 0n;
  return {
    clientOrderId: ids.nextClientOrderId(),
    botId: config.id,
    instrumentId: instrument.id,
    side: long ? 'sell' : 'buy',
    type,
    size: { kind: 'base', quantity: long ? quantity : (-quantity as Quantity) },
    purpose,
    reduceOnly: true,
    createdMs: nowMs,
  };
}

export function closeOrder(origin: OrderOrigin, position: Position, purpose: OrderPurpose): Order {
  return exitOrder(origin, position, MARKET, purpose);
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
    orders.push(exitOrder(origin, position, { kind: 'stop', trigger }, 'stop'));
  }
  if (takeProfitFraction !== null) {
    const distance = ratioFromNumber(takeProfitFraction);
    const price = long
      ? roundToTick(raisePrice(entry, distance), tick, 'up')
      : roundToTick(lowerPrice(entry, distance), tick, 'down');
    if (price > 0n) orders.push(exitOrder(origin, position, { kind: 'limit', price }, 'target'));
  }
  return orders;
}
