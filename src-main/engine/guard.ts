import type { Bracket } from '../model/bracket.ts';
import { priceToNumber, ZERO_MONEY } from '../model/money.ts';
import { close } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { tradable } from './dust.ts';
import type { TrackedOrder } from './execution/execution.ts';
import { exitOrder, heldQuantity, sameType } from './execution/orders.ts';
import type { Protection } from './execution/protection.ts';
import { isProtective, levelPrice, protectionOf } from './execution/protection.ts';
import { protectLocked } from './locked-exits.ts';
import { capabilitiesOf, trailsAtVenue } from './locking.ts';
import { originOf, send } from './send.ts';

/** A bar closed on an open position: the time stop and the trailing stop look at it before the strategy does. */
export function guardAtClose(engine: EngineContext, lane: BotLane, closePrice: number): void {
  lane.barsHeld++;
  // What the venue did not take is asked for again, and no sooner: it may not take it this time either.
  if (lane.lacksProtection) protect(engine, lane);
  const { bracket, config } = lane;
  const { maxBars, trailingFraction } = config.risk;
  if (bracket === null && maxBars === undefined && trailingFraction === undefined) return;
  if (lane.barsHeld >= (bracket?.maxBars ?? FOR_EVER) || lane.barsHeld >= (maxBars ?? FOR_EVER)) {
    close(engine, lane, 'time');
    return;
  }
  // Of the strategy's and the owner's the nearer counts: neither moves the stop back.
  if (bracket?.trailing !== undefined && !trailsAtVenue(lane)) trail(engine, lane, bracket.trailing, closePrice);
  if (trailingFraction !== undefined) trail(engine, lane, { distance: closePrice * trailingFraction }, closePrice);
}

const FOR_EVER = Number.POSITIVE_INFINITY;

/** Follows the best close; never goes back. */
function trail(
  engine: EngineContext,
  lane: BotLane,
  { distance, activation }: NonNullable<Bracket['trailing']>,
  closePrice: number,
): void {
  const { position } = lane.holding;
  const long = position.quantity > 0n;
  const { tick } = instrumentOf(lane);
  if (Number.isNaN(lane.trailingPrice) && activation !== undefined) {
    const from = priceToNumber(levelPrice(position, activation, 'gain', tick));
    if (long ? closePrice < from : closePrice > from) return;
  }
  const price = long ? closePrice - distance : closePrice + distance;
  const better = long ? price > lane.trailingPrice : price < lane.trailingPrice;
  if (price <= 0 || !(better || Number.isNaN(lane.trailingPrice))) return;
  lane.trailingPrice = price;
  protect(engine, lane);
}

/** Gives the open position another bracket; without a position there is nothing to give it to. */
export function changeBracket(engine: EngineContext, lane: BotLane, bracket: Bracket): void {
  const newest = lane.holding.position.lots.at(-1);
  if (newest === undefined || JSON.stringify(bracket) === JSON.stringify(lane.bracket)) return;
  engine.ports.journal.recordBracket(newest.clientOrderId, bracket);
  if (bracket.trailing === undefined && lane.config.risk.trailingFraction === undefined) {
    lane.trailingPrice = Number.NaN;
  }
  lane.bracket = bracket;
  protect(engine, lane);
}

/**
 * Rests at the venue what the open position is to rest on, and takes back what no longer belongs there. The new order
 * leaves before the old one is cancelled, so that the position is never without. Without a position every exit goes.
 */
export function protect(engine: EngineContext, lane: BotLane): void {
  const { position } = lane.holding;
  lane.lacksProtection = false;
  if (position.quantity === 0n) {
    cancelExits(engine, lane);
    return;
  }
  const { risk } = lane.config;
  const resting = protectionAtVenue(engine, lane);
  const isOwners = risk.stopLossFraction !== null || risk.takeProfitFraction !== null;
  const isAskedFor = lane.bracket !== null || isOwners || !Number.isNaN(lane.trailingPrice);
  if (!isAskedFor && resting.length === 0) return;
  const terms = { risk, bracket: lane.bracket, trailingPrice: lane.trailingPrice, trailsAtVenue: trailsAtVenue(lane) };
  const wanted = protectionOf(position, terms, instrumentOf(lane).tick);
  if (capabilitiesOf(lane).locks) {
    protectLocked(engine, lane, wanted);
    return;
  }
  for (const protection of wanted) rest(engine, lane, protection, resting);
  for (const { order } of resting) {
    if (!wanted.some(({ purpose }) => purpose === order.purpose)) engine.execution.cancel(order.clientOrderId);
  }
}

function rest(engine: EngineContext, lane: BotLane, wanted: Protection, resting: readonly TrackedOrder[]): void {
  const { position } = lane.holding;
  const quantity = tradable(lane, heldQuantity(position));
  if (quantity === 0n) return;
  const known = resting.filter(({ order }) => order.purpose === wanted.purpose);
  const right = known.find(
    // one that filled in part protects what is left; one that had not left when the app died protects nothing
    ({ order: { type, size }, state, filled }) =>
      state !== 'intent' && sameType(type, wanted.type) && size.kind === 'base' && size.quantity - filled === quantity,
  );
  if (right === undefined) {
    const order = exitOrder(originOf(engine, lane), position, { ...wanted, tag: '', quantity });
    if (!send(engine, lane, order, ZERO_MONEY)) {
      lane.lacksProtection = true;
      return;
    }
  }
  for (const each of known) if (each !== right) engine.execution.cancel(each.order.clientOrderId);
}

function protectionAtVenue(engine: EngineContext, lane: BotLane): readonly TrackedOrder[] {
  return engine.execution
    .openOrdersOf(lane.config.id)
    .filter(({ order, leaving }) => order.reduceOnly && !leaving && isProtective(order.purpose));
}

export function cancelExits(engine: EngineContext, lane: BotLane): void {
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (order.reduceOnly) engine.execution.cancel(order.clientOrderId);
  }
}
