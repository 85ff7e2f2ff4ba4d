import { divideHalfUp } from '../../model/decimal.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { averagePrice, notionalOf, ZERO_MONEY } from '../../model/money.ts';
import type { ClosedTrade, ExitReason, Position } from '../../model/position.ts';
import { FLAT } from '../../model/position.ts';

export type PositionChange = { readonly position: Position; readonly closed: ClosedTrade | null };

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** `amount × part ÷ whole`, exact when part is the whole. */
function share(amount: Money, part: bigint, whole: bigint): Money {
  return (part === whole ? amount : divideHalfUp(amount * part, whole)) as Money;
}

function enlarge(position: Position, fill: Fill, quantity: bigint, fee: Money): Position {
  const sign = fill.side === 'buy' ? 1n : -1n;
  return {
    quantity: (position.quantity + sign * quantity) as Quantity,
    cost: (position.cost + sign * notionalOf(fill.price, quantity as Quantity)) as Money,
    entryFees: (position.entryFees + fee) as Money,
    openedMs: position.quantity === 0n ? fill.timeMs : position.openedMs,
  };
}

function closeTrade(position: Position, fill: Fill, quantity: Quantity, exitFee: Money): PositionChange {
  const held = absolute(position.quantity);
  const cost = share(absolute(position.cost) as Money, quantity, held);
  const entryFee = share(position.entryFees, quantity, held);
  const long = position.quantity > 0n;
  const proceeds = notionalOf(fill.price, quantity);
  const gross = long ? proceeds - cost : cost - proceeds;
  const sign = long ? 1n : -1n;
  return {
    position:
      quantity === held
        ? FLAT
        : {
            quantity: (position.quantity - sign * quantity) as Quantity,
            cost: (position.cost - sign * cost) as Money,
            entryFees: (position.entryFees - entryFee) as Money,
            openedMs: position.openedMs,
          },
    closed: {
      botId: fill.botId,
      instrumentId: fill.instrumentId,
      side: long ? 'long' : 'short',
      entryTimeMs: position.openedMs,
      entryPrice: averagePrice(cost, quantity),
      exitTimeMs: fill.timeMs,
      exitPrice: fill.price,
      quantity,
      fee: (entryFee + exitFee) as Money,
      profit: (gross - entryFee - exitFee) as Money,
      exitReason: exitReasonOf(fill),
    },
  };
}

function exitReasonOf(fill: Fill): ExitReason {
  return fill.purpose === 'entry' ? 'signal' : fill.purpose;
}

/**
 * The position after a fill, at average cost, and the round trip it closed. A fill larger than the position closes it and
 * opens the rest on the other side; its fee is split by quantity, the parts adding up to the whole exactly.
 */
export function applyFill(position: Position, fill: Fill): PositionChange {
  const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
  const held = absolute(position.quantity);
  if (held === 0n || signed > 0n === position.quantity > 0n) {
    return { position: enlarge(position, fill, fill.quantity, fill.fee), closed: null };
  }
  const closing = smaller(fill.quantity, held) as Quantity;
  const closingFee = share(fill.fee, closing, fill.quantity);
  const change = closeTrade(position, fill, closing, closingFee);
  const rest = fill.quantity - closing;
  if (rest === 0n) return change;
  return { position: enlarge(FLAT, fill, rest, (fill.fee - closingFee) as Money), closed: change.closed };
}

/** What closing at `price` would bring beyond the cost, before the exit's fee; entry fees count. */
export function unrealisedProfit(position: Position, price: bigint): Money {
  if (position.quantity === 0n) return ZERO_MONEY;
  return (price * position.quantity - position.cost - position.entryFees) as Money;
}
