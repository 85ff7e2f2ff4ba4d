import type { Money, Price, Quantity } from '../model/money.ts';
import { notionalOf, ZERO_MONEY } from '../model/money.ts';
import type { Order, OrderPurpose } from '../model/order.ts';
import type { TimestampMs } from '../model/time.ts';
import type { ParityLeg, ParityTrip } from './parity-trips.ts';
import type { EndedTrip, ExitPart, ParityParts } from './split-gap.ts';
import { addParts, NO_PARTS, netOfTrip, splitGap, wholeOf } from './split-gap.ts';

/** How a trade of the report came about: in both, in reality alone or in the backtest alone. */
export type ParityMatch = 'both' | 'actualOnly' | 'modelOnly';

export type ParityTrade = {
  readonly match: ParityMatch;
  readonly side: 'long' | 'short';
  readonly tag: string;
  readonly entryMs: TimestampMs;
  /** Null while it is held. */
  readonly exitMs: TimestampMs | null;
  /** Null where it did not happen. */
  readonly actual: Money | null;
  readonly model: Money | null;
  readonly parts: ParityParts;
};

/** A span's trades on both sides, with the orders that were decided on whether or not they filled. */
export type SpanSides = {
  readonly intervalMs: number;
  readonly actual: { readonly trips: readonly ParityTrip[]; readonly orders: readonly Order[] };
  readonly model: { readonly trips: readonly ParityTrip[]; readonly orders: readonly Order[] };
  /** The end of the span. What the backtest still holds there, and reality does not, stands at it and costs nothing more. */
  readonly end: Standing;
  /** Now: what reality still holds stands at it, and what the backtest holds of the same trade. */
  readonly latest: Standing;
};

/** A price and its moment. */
export type Standing = { readonly price: Price; readonly timeMs: TimestampMs };

/** The trades of one span that was replayed. Their parts add up to actual − model of each. */
export function parityOfSpan(sides: SpanSides): readonly ParityTrade[] {
  const left = [...sides.model.trips];
  const trades = sides.actual.trips.map((actual) => {
    const index = left.findIndex((model) => isSameEntry(actual, model, sides.intervalMs));
    const model = index === -1 ? undefined : left.splice(index, 1)[0];
    return model === undefined ? aloneTrade('actualOnly', actual, sides) : matchedTrade(actual, model, sides);
  });
  const missing = left.map((model) => aloneTrade('modelOnly', model, sides));
  return [...trades, ...missing].sort((a, b) => a.entryMs - b.entryMs);
}

/** Decided on after the same bar, on the same side, under the same name. */
function isSameEntry(actual: ParityTrip, model: ParityTrip, intervalMs: number): boolean {
  const isSameBar = barOf(actual.entry.decidedMs, intervalMs) === barOf(model.entry.decidedMs, intervalMs);
  return isSameBar && actual.side === model.side && actual.tag === model.tag;
}

const barOf = (timeMs: TimestampMs, intervalMs: number): number => Math.floor(timeMs / intervalMs);

function matchedTrade(actual: ParityTrip, model: ParityTrip, sides: SpanSides): ParityTrade {
  const ended = endTrip(actual, sides.latest);
  // What was closed only after the bot had stopped leaves the backtest no say: its exit stands at the same market.
  const isAfter = actual.exit !== null && actual.exit.decidedMs >= sides.end.timeMs && model.exit === null;
  const standing = actual.exit === null ? sides.latest : sides.end;
  const endedModel = isAfter ? endAt(model, marketExit(ended, model)) : endTrip(model, standing);
  const exitPart = isAfter ? 'timing' : exitPartOf(actual.exit, model.exit, sides.intervalMs);
  return {
    match: 'both',
    side: actual.side,
    tag: actual.tag,
    entryMs: actual.entry.timeMs,
    exitMs: actual.exit?.timeMs ?? null,
    actual: netOfTrip(ended),
    model: netOfTrip(endedModel),
    parts: splitGap(ended, endedModel, exitPart),
  };
}

/**
 * Decided on after the same bar, or resting orders on both sides: timing. An order that rested and filled on one side alone is
 * a missed fill on the other. All else was decided differently, by the strategy or by a person.
 */
function exitPartOf(actual: ParityLeg | null, model: ParityLeg | null, intervalMs: number): ExitPart {
  if (actual === null && model === null) return 'timing';
  const [rested, modelRested] = [hasRested(actual), hasRested(model)];
  if (rested && modelRested) return 'timing';
  if (rested || modelRested) return 'missedFills';
  if (actual === null || model === null) return 'signal';
  const isSameBar = barOf(actual.decidedMs, intervalMs) === barOf(model.decidedMs, intervalMs);
  return isSameBar && actual.purpose === model.purpose ? 'timing' : 'signal';
}

/** What ends a position without a decision at a bar. */
const RESTING: ReadonlySet<OrderPurpose> = new Set(['stop', 'target', 'trailing', 'liquidation']);
const hasRested = (leg: ParityLeg | null): boolean => leg !== null && RESTING.has(leg.purpose);

/** A trade that one side did not make: missed where that side had decided on it too, a different signal otherwise. */
function aloneTrade(match: 'actualOnly' | 'modelOnly', trip: ParityTrip, sides: SpanSides): ParityTrade {
  const isActual = match === 'actualOnly';
  const others = isActual ? sides.model.orders : sides.actual.orders;
  const net = netOfTrip(endTrip(trip, isActual ? sides.latest : sides.end));
  const gap = (isActual ? net : -net) as Money;
  const wasDecided = others.some((order) => isOrderOf(order, trip, sides.intervalMs));
  return {
    match,
    side: trip.side,
    tag: trip.tag,
    entryMs: trip.entry.timeMs,
    exitMs: trip.exit?.timeMs ?? null,
    actual: isActual ? net : null,
    model: isActual ? null : net,
    parts: addParts(NO_PARTS, wasDecided ? { missedFills: gap } : { signal: gap }),
  };
}

function isOrderOf(order: Order, { side, tag, entry }: ParityTrip, intervalMs: number): boolean {
  const isSide = (order.side === 'buy') === (side === 'long');
  return (
    isSide &&
    order.tag === tag &&
    !order.reduceOnly &&
    barOf(order.createdMs, intervalMs) === barOf(entry.decidedMs, intervalMs)
  );
}

function endTrip(trip: ParityTrip, { price, timeMs }: Standing): EndedTrip {
  if (trip.exit !== null) return { ...trip, exit: trip.exit };
  const value = notionalOf(price, trip.quantity);
  return endAt(trip, { ...trip.entry, value, marketValue: value, fees: ZERO_MONEY, timeMs, decidedMs: timeMs });
}

/** A trade of no span that could be replayed: all of it is left over. */
export function unreplayedTrade(trip: ParityTrip, latest: Standing): ParityTrade {
  const actual = netOfTrip(endTrip(trip, latest));
  return {
    match: 'actualOnly',
    side: trip.side,
    tag: trip.tag,
    entryMs: trip.entry.timeMs,
    exitMs: trip.exit?.timeMs ?? null,
    actual,
    model: null,
    parts: addParts(NO_PARTS, { remainder: actual }),
  };
}

const endAt = (trip: ParityTrip, exit: ParityLeg): EndedTrip => ({ ...trip, exit });

/** The model's quantity at the market the actual exit met, free of costs. */
function marketExit({ exit, quantity }: EndedTrip, model: ParityTrip): ParityLeg {
  const value = scaled(exit.marketValue, model.quantity, quantity);
  return { ...exit, value, marketValue: value, fees: ZERO_MONEY };
}

const scaled = (amount: Money, part: Quantity, whole: Quantity): Money =>
  (part === whole ? amount : (amount * part) / whole) as Money;

export type ParitySums = {
  readonly actual: Money;
  readonly model: Money;
  readonly gap: Money;
  readonly parts: ParityParts;
};

/** What the trades of a table come to: gap = actual − model = the sum of the parts. */
export function sumOfTrades(trades: readonly ParityTrade[]): ParitySums {
  const parts = trades.reduce((sum, trade) => addParts(sum, trade.parts), NO_PARTS);
  const actual = trades.reduce((sum, trade) => sum + (trade.actual ?? 0n), 0n) as Money;
  const model = trades.reduce((sum, trade) => sum + (trade.model ?? 0n), 0n) as Money;
  return { actual, model, gap: wholeOf(parts), parts };
}
