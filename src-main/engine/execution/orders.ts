import { accountIdOf } from '../../model/account.ts';
import type { BotConfig } from '../../model/bot.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Price, Quantity } from '../../model/money.ts';
import { priceFromNumber, priceToNumber, roundToTick } from '../../model/money.ts';
import type { Order, OrderPurpose, OrderSize, OrderType, Side } from '../../model/order.ts';
import { limitOf, triggerOf } from '../../model/order.ts';
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

export type EntryTerms = {
  readonly side: 'long' | 'short';
  readonly tag: string;
  readonly size: OrderSize;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  /** Of a limit without a stop price. */
  readonly postOnly: boolean;
  readonly closesOpposite: boolean;
};

/** Opens a position or adds to it; a quote size becomes a quantity at the fill price, fee included, at the venue. */
export function entryOrder({ config, instrument, nowMs, ids }: OrderOrigin, terms: EntryTerms): Order {
  const side = terms.side === 'long' ? 'buy' : 'sell';
  return {
    clientOrderId: ids.nextClientOrderId(),
    accountId: accountIdOf(config),
    botId: config.id,
    instrumentId: instrument.id,
    side,
    type: entryType(terms, side, instrument.tick),
    size: terms.size,
    purpose: 'entry',
    tag: terms.tag,
    reduceOnly: false,
    closesOpposite: terms.closesOpposite,
    createdMs: nowMs,
  };
}

function entryType({ limitPrice, stopPrice, postOnly }: EntryTerms, side: Side, tick: Price): OrderType {
  if (limitPrice === null) return stopPrice === null ? MARKET : stopAt(stopPrice, side, tick);
  const price = limitTick(limitPrice, side, tick);
  if (stopPrice !== null) return { kind: 'stopLimit', trigger: stopTick(stopPrice, side, tick), price };
  return { kind: postOnly ? 'postOnly' : 'limit', price };
}

/** A limit on the tick that is no worse for us than `price`. */
export function limitAt(price: number, side: Side, tick: Price): OrderType {
  return { kind: 'limit', price: limitTick(price, side, tick) };
}

/** A stop on the tick that is no nearer than `price`. */
export function stopAt(price: number, side: Side, tick: Price): OrderType {
  return { kind: 'stop', trigger: stopTick(price, side, tick) };
}

const limitTick = (price: number, side: Side, tick: Price): Price =>
  onTick(price, tick, side === 'buy' ? 'down' : 'up');
const stopTick = (price: number, side: Side, tick: Price): Price => onTick(price, tick, side === 'buy' ? 'up' : 'down');

/** Float arithmetic leaves a price that was meant to lie on a tick a hair beside it. */
const HAIR = 1e-12;

/** The tick at or beyond `price`; a hair is no reason for another tick. Throws RangeError for what is no price. */
export function onTick(price: number, tick: Price, direction: 'up' | 'down'): Price {
  if (!(price > 0 && Number.isFinite(price))) throw new RangeError(`price is ${price}, expected one above 0`);
  const exact = priceFromNumber(price);
  const rounded = roundToTick(exact, tick, direction);
  if (rounded === exact) return exact;
  const hair = price * HAIR;
  const other = roundToTick(exact, tick, direction === 'up' ? 'down' : 'up');
  return Math.abs(priceToNumber(other) - price) <= hair && other > 0n ? other : rounded;
}

export function sameType(left: OrderType, right: OrderType): boolean {
  if (left.kind !== right.kind || triggerOf(left) !== triggerOf(right) || limitOf(left) !== limitOf(right))
    return false;
  return left.kind !== 'trailingStop' || right.kind !== 'trailingStop' || left.distanceBps === right.distanceBps;
}

export type ExitTerms = {
  readonly type: OrderType;
  readonly purpose: OrderPurpose;
  readonly tag: string;
  /** Positive. */
  readonly quantity: Quantity;
};

/** Takes `quantity` off the position; never more than is held. */
export function exitOrder(
  { config, instrument, nowMs, ids }: OrderOrigin,
  position: Position,
  { type, purpose, tag, quantity }: ExitTerms,
): Order {
  return {
    clientOrderId: ids.nextClientOrderId(),
    accountId: accountIdOf(config),
    botId: config.id,
    instrumentId: instrument.id,
    side: exitSide(position),
    type,
    size: { kind: 'base', quantity },
    purpose,
    tag,
    reduceOnly: true,
    closesOpposite: false,
    createdMs: nowMs,
  };
}

export function exitSide({ quantity }: Position): Side {
  return quantity > 0n ? 'sell' : 'buy';
}

/** What is held, without its sign. */
export function heldQuantity({ quantity }: Position): Quantity {
  return (quantity < 0n ? -quantity : quantity) as Quantity;
}

/** At market, whatever the price. */
export function closeOrder(origin: OrderOrigin, position: Position, terms: Omit<ExitTerms, 'type'>): Order {
  return exitOrder(origin, position, { ...terms, type: MARKET });
}
