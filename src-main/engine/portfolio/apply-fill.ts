import { divideHalfUp } from '../../model/decimal.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { averagePrice, notionalOf, ZERO_MONEY } from '../../model/money.ts';
import type { ClosedTrade, ExitReason, Lot, Position } from '../../model/position.ts';
import { FLAT } from '../../model/position.ts';

export type PositionChange = { readonly position: Position; readonly closed: readonly ClosedTrade[] };

const NOTHING_CLOSED: readonly ClosedTrade[] = [];

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** `amount × part ÷ whole`, exact when part is the whole. */
function share(amount: Money, part: bigint, whole: bigint): Money {
  return (part === whole ? amount : divideHalfUp(amount * part, whole)) as Money;
}

/**
 * The position after a fill and the round trips it closed, one for each entry it took from, oldest first. A fill larger
 * than the position closes it and opens the rest on the other side; a fee is split by quantity, its parts adding up to the
 * whole exactly. A fill of quantity 0 is funding: a cost of what is held.
 */
export function applyFill(position: Position, fill: Fill): PositionChange {
  if (fill.quantity === 0n) return { position: charge(position, fill.fee), closed: NOTHING_CLOSED };
  const held = absolute(position.quantity);
  if (held === 0n || (fill.side === 'buy') === position.quantity > 0n) {
    return { position: enlarge(position, fill, fill.quantity, fill.fee), closed: NOTHING_CLOSED };
  }
  const closing = smaller(fill.quantity, held) as Quantity;
  const closingFee = share(fill.fee, closing, fill.quantity);
  const change = reduce(position, fill, closing, closingFee);
  const rest = (fill.quantity - closing) as Quantity;
  if (rest === 0n) return change;
  return { position: enlarge(FLAT, fill, rest, (fill.fee - closingFee) as Money), closed: change.closed };
}

function enlarge(position: Position, fill: Fill, quantity: Quantity, fee: Money): Position {
  const cost = notionalOf(fill.price, quantity);
  const { tag, timeMs } = fill;
  const clientOrderId = fill.parentId ?? fill.clientOrderId;
  const long = fill.side === 'buy';
  const last = position.lots[position.lots.length - 1];
  if (last === undefined) return opened({ clientOrderId, tag, quantity, cost, fees: fee, openedMs: timeMs }, long);
  const joins = last.clientOrderId === clientOrderId;
  const lot: Lot = joins
    ? {
        ...last,
        quantity: (last.quantity + quantity) as Quantity,
        cost: (last.cost + cost) as Money,
        fees: (last.fees + fee) as Money,
      }
    : { clientOrderId, tag, quantity, cost, fees: fee, openedMs: timeMs };
  return {
    quantity: (long ? position.quantity + quantity : position.quantity - quantity) as Quantity,
    cost: (long ? position.cost + cost : position.cost - cost) as Money,
    entryFees: (position.entryFees + fee) as Money,
    openedMs: position.openedMs,
    lots: [...position.lots.slice(0, joins ? -1 : undefined), lot],
  };
}

/** What most backtests do at half of their fills: no sums with nothing. */
function opened(lot: Lot, long: boolean): Position {
  return {
    quantity: (long ? lot.quantity : -lot.quantity) as Quantity,
    cost: (long ? lot.cost : -lot.cost) as Money,
    entryFees: lot.fees,
    openedMs: lot.openedMs,
    lots: [lot],
  };
}

/** Takes `quantity` from the oldest entries. */
function reduce(position: Position, fill: Fill, quantity: Quantity, fee: Money): PositionChange {
  const long = position.quantity > 0n;
  const [first] = position.lots;
  if (first !== undefined && position.lots.length === 1 && first.quantity === quantity) {
    return { position: FLAT, closed: [tradeOf(first, long, fill, fee)] };
  }
  const closed: ClosedTrade[] = [];
  const lots: Lot[] = [];
  let open: bigint = quantity;
  let unpaid: bigint = fee;
  for (const lot of position.lots) {
    const taken = smaller(open, lot.quantity) as Quantity;
    if (taken === 0n) {
      lots.push(lot);
      continue;
    }
    const paid = taken === open ? unpaid : share(fee, taken, quantity);
    open -= taken;
    unpaid -= paid;
    const part = partOf(lot, taken);
    closed.push(tradeOf(part, long, fill, paid as Money));
    if (taken < lot.quantity) lots.push(without(lot, part));
  }
  return { position: sumOf(lots, long), closed };
}

function partOf(lot: Lot, quantity: Quantity): Lot {
  if (quantity === lot.quantity) return lot;
  const cost = share(lot.cost, quantity, lot.quantity);
  return { ...lot, quantity, cost, fees: share(lot.fees, quantity, lot.quantity) };
}

function without(lot: Lot, part: Lot): Lot {
  return {
    ...lot,
    quantity: (lot.quantity - part.quantity) as Quantity,
    cost: (lot.cost - part.cost) as Money,
    fees: (lot.fees - part.fees) as Money,
  };
}

function sumOf(lots: readonly Lot[], long: boolean): Position {
  const [first] = lots;
  if (first === undefined) return FLAT;
  let quantity = 0n;
  let cost = 0n;
  let fees = 0n;
  for (const lot of lots) {
    quantity += lot.quantity;
    cost += lot.cost;
    fees += lot.fees;
  }
  return {
    quantity: (long ? quantity : -quantity) as Quantity,
    cost: (long ? cost : -cost) as Money,
    entryFees: fees as Money,
    openedMs: first.openedMs,
    lots,
  };
}

function tradeOf(part: Lot, long: boolean, fill: Fill, exitFee: Money): ClosedTrade {
  const proceeds = notionalOf(fill.price, part.quantity);
  const gross = long ? proceeds - part.cost : part.cost - proceeds;
  return {
    botId: fill.botId,
    instrumentId: fill.instrumentId,
    side: long ? 'long' : 'short',
    entryTimeMs: part.openedMs,
    entryPrice: averagePrice(part.cost, part.quantity),
    exitTimeMs: fill.timeMs,
    exitPrice: fill.price,
    quantity: part.quantity,
    fee: (part.fees + exitFee) as Money,
    profit: (gross - part.fees - exitFee) as Money,
    exitReason: exitReasonOf(fill),
    entryTag: part.tag,
    exitTag: fill.tag,
  };
}

/** Funding is shared by the entries by their size; the last takes what rounding leaves. */
function charge(position: Position, amount: Money): Position {
  if (position.lots.length === 0) return position;
  const held = absolute(position.quantity);
  let unpaid: bigint = amount;
  const lots = position.lots.map((lot, index) => {
    const paid = index === position.lots.length - 1 ? unpaid : share(amount, lot.quantity, held);
    unpaid -= paid;
    return { ...lot, fees: (lot.fees + paid) as Money };
  });
  return { ...position, entryFees: (position.entryFees + amount) as Money, lots };
}

function exitReasonOf({ purpose }: Fill): ExitReason {
  return purpose === 'entry' || purpose === 'funding' ? 'signal' : purpose;
}

/** What closing at `price` would bring beyond the cost, before the exit's fee; entry fees count. */
export function unrealisedProfit(position: Position, price: bigint): Money {
  if (position.quantity === 0n) return ZERO_MONEY;
  return (price * position.quantity - position.cost - position.entryFees) as Money;
}
