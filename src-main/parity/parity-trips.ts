import { divideHalfUp } from '../model/decimal.ts';
import type { Fill } from '../model/fill.ts';
import type { Money, Price, Quantity } from '../model/money.ts';
import type { Order, OrderPurpose } from '../model/order.ts';
import type { TimestampMs } from '../model/time.ts';
import { inOrder } from '../portfolio-reports/fill-order.ts';
import type { LotMatch, OpenLot } from '../portfolio-reports/lots/lot-book.ts';
import { LotBook } from '../portfolio-reports/lots/lot-book.ts';

/** One side of a trip. Money in the quote asset. */
export type ParityLeg = {
  /** Notional at its prices. */
  readonly value: Money;
  /** The same at what the market stood at, before spread and slippage. */
  readonly marketValue: Money;
  readonly fees: Money;
  readonly timeMs: TimestampMs;
  /** When its order was decided on. */
  readonly decidedMs: TimestampMs;
  readonly purpose: OrderPurpose;
  readonly clientOrderId: string;
};

/** What one decision opened and one closed of it; `exit` is null for what is still held. */
export type ParityTrip = {
  readonly side: 'long' | 'short';
  readonly tag: string;
  readonly quantity: Quantity;
  readonly entry: ParityLeg;
  readonly exit: ParityLeg | null;
  readonly funding: Money;
};

export type TripSources = {
  readonly fills: readonly Fill[];
  readonly orders: readonly Order[];
  /** Where the market stood at a moment; null when that is not recorded. */
  readonly marketAt: (timeMs: TimestampMs) => MarketPoint | null;
};

/** Middle of the quotes, or the last price where nothing is quoted. */
export type MarketPoint = {
  readonly price: Price;
  /** Of the price, in basis points; null where nothing is quoted. */
  readonly spreadBps: number | null;
};

/** Everything one bot traded of one instrument, first in first out, by pairs of decisions. */
export function parityTrips(sources: TripSources): readonly ParityTrip[] {
  const decisions = decisionsOf(sources.orders);
  const read: LegReader = { ...sources, decisions };
  const decisionOf = (fill: Fill): string => decisions.get(fill.clientOrderId)?.id ?? fill.clientOrderId;
  const book = new LotBook('fifo');
  const groups = new Map<string, LotMatch[]>();
  for (const fill of inOrder(sources.fills)) {
    for (const match of book.apply(fill).matches) {
      const key = `${decisionOf(match.opened)}\n${decisionOf(fill)}`;
      groups.set(key, [...(groups.get(key) ?? []), match]);
    }
  }
  const open = new Map<string, OpenLot[]>();
  for (const lot of book.lots()) {
    const key = decisionOf(lot.opened);
    open.set(key, [...(open.get(key) ?? []), lot]);
  }
  return [
    ...[...groups.values()].map((matches) => closedTrip(matches, read)),
    ...[...open.values()].map((lots) => openTrip(lots, read)),
  ].sort((left, right) => left.entry.timeMs - right.entry.timeMs);
}

/** What was decided at once: one order, or all those an execution style sends for it. */
type Decision = { readonly id: string; readonly timeMs: TimestampMs };

type LegReader = Pick<TripSources, 'marketAt'> & { readonly decisions: ReadonlyMap<string, Decision> };

/** By client order id. What was decided was decided when the first order for it was made. */
function decisionsOf(orders: readonly Order[]): ReadonlyMap<string, Decision> {
  const first = new Map<string, Decision>();
  const decisions = new Map<string, Decision>();
  for (const { clientOrderId, parentId, createdMs } of orders) {
    const id = parentId ?? clientOrderId;
    const decision = first.get(id) ?? { id, timeMs: createdMs };
    first.set(id, decision);
    decisions.set(clientOrderId, decision);
  }
  return decisions;
}

const sumOf = <Part>(parts: readonly Part[], pick: (part: Part) => bigint): Money =>
  parts.reduce((sum, part) => sum + pick(part), 0n) as Money;

function closedTrip(matches: readonly LotMatch[], read: LegReader): ParityTrip {
  const [first] = matches as [LotMatch];
  const entry = legOf(
    matches.map(({ opened, quantity, fees }) => ({ fill: opened, quantity, fees })),
    read,
  );
  const exit = legOf(
    matches.map(({ closed, quantity, closingFees }) => ({ fill: closed, quantity, fees: closingFees })),
    read,
  );
  const quantity = sumOf(matches, (match) => match.quantity) as bigint as Quantity;
  const funding = sumOf(matches, (match) => match.funding);
  return { side: first.side, tag: first.opened.tag, quantity, entry, exit, funding };
}

function openTrip(lots: readonly OpenLot[], read: LegReader): ParityTrip {
  const [first] = lots as [OpenLot];
  const entry = legOf(
    lots.map(({ opened, quantity, fees }) => ({ fill: opened, quantity, fees })),
    read,
  );
  const quantity = sumOf(lots, (lot) => lot.quantity) as bigint as Quantity;
  const funding = sumOf(lots, (lot) => lot.funding);
  return { side: first.side, tag: first.opened.tag, quantity, entry, exit: null, funding };
}

type PartOfFill = { readonly fill: Fill; readonly quantity: Quantity; readonly fees: Money };

function legOf(parts: readonly PartOfFill[], { decisions, marketAt }: LegReader): ParityLeg {
  const [{ fill: first }] = parts as [PartOfFill];
  return {
    value: sumOf(parts, ({ fill, quantity }) => fill.price * quantity),
    marketValue: sumOf(parts, ({ fill, quantity }) => marketValueOf(fill, quantity, marketAt)),
    fees: sumOf(parts, ({ fees }) => fees),
    timeMs: first.timeMs,
    decidedMs: decisions.get(first.clientOrderId)?.timeMs ?? first.timeMs,
    purpose: first.purpose,
    clientOrderId: first.clientOrderId,
  };
}

/** By where the market stood, else by what the venue says the price cost; a fill of which neither is known cost nothing. */
function marketValueOf(fill: Fill, quantity: Quantity, marketAt: TripSources['marketAt']): bigint {
  const market = marketAt(fill.timeMs);
  if (market !== null) return market.price * quantity;
  if (fill.costs === undefined) return fill.price * quantity;
  const cost = divideHalfUp((fill.costs.spread + fill.costs.slippage) * quantity, fill.quantity);
  return fill.price * quantity - (fill.side === 'buy' ? cost : -cost);
}
