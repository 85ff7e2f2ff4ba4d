import { brokenFilter } from '../model/check-order.ts';
import type { Fill } from '../model/fill.ts';
import type { Price } from '../model/money.ts';
import { priceToNumber, ZERO_MONEY } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import { close, closePart } from './close.ts';
import type { BotLane, EngineContext, MarketLane } from './context.ts';
import { instrumentOf } from './context.ts';
import { tradable } from './dust.ts';
import type { TrackedOrder } from './execution/execution.ts';
import { exitOrder, heldQuantity, sameType } from './execution/orders.ts';
import type { Protection } from './execution/protection.ts';
import { protectionOf } from './execution/protection.ts';
import { capabilitiesOf, isClosing, lockingExits, takeBack, trailsAtVenue } from './locking.ts';
import { originOf, send } from './send.ts';

const NOTHING: readonly Protection[] = [];

/** What the position is to rest on: at the venue what fits there at once, by our own watch what does not. */
type Plan = { readonly resting: readonly Protection[]; readonly watched: readonly Protection[] };

/**
 * Where an order locks what it may sell, stop and target are one list of the venue, or the stop rests and the target is
 * watched. What changes is taken back first and sent anew once the venue says it is gone: both do not fit there.
 */
export function protectLocked(engine: EngineContext, lane: BotLane, wanted: readonly Protection[]): void {
  const { resting, watched } = planOf(lane, wanted);
  setWatched(engine, lane, watched);
  const open = lockingExits(engine, lane).filter(({ order }) => order.purpose !== 'signal');
  if (open.length === 0) {
    const isSent = lane.closing !== null || resting.length === 0 || isBeingClosed(engine, lane);
    if (!isSent) sendAll(engine, lane, resting, watched);
  } else if (!isAsWanted(open, resting, lane)) takeBack(engine, open);
}

function planOf(lane: BotLane, wanted: readonly Protection[]): Plan {
  const { lists, brackets, stops } = capabilitiesOf(lane);
  const stop = nearest(lane, wanted);
  const target = wanted.find(({ purpose }) => purpose === 'target');
  if (stop === undefined || target === undefined) {
    if (stop !== undefined && !stops) return { resting: [], watched: [stop] };
    const one = stop ?? target;
    return { resting: one === undefined ? [] : [one], watched: [] };
  }
  if (lists && stops) return { resting: [stop, target], watched: [] };
  const bracket = brackets === true && !lane.isBracketRefused ? bracketOf(stop, target) : null;
  if (bracket !== null) return { resting: [bracket], watched: [] };
  return stops ? { resting: [stop], watched: [target] } : { resting: [target], watched: [stop] };
}

/** Both in one order, which is known by its stop. */
function bracketOf(stop: Protection, target: Protection): Protection | null {
  if (stop.type.kind !== 'stop' || target.type.kind !== 'limit') return null;
  return { purpose: stop.purpose, type: { kind: 'bracket', trigger: stop.type.trigger, price: target.type.price } };
}

/** Of two stops the one that is met first is the only one that counts; one that follows the price stands alone. */
function nearest({ holding }: BotLane, wanted: readonly Protection[]): Protection | undefined {
  const long = holding.position.quantity > 0n;
  let found = wanted.find(({ type }) => type.kind === 'trailingStop');
  for (const one of wanted) {
    if (one.type.kind !== 'stop') continue;
    const price = priceOfStop(found);
    if (price === null || (long ? one.type.trigger > price : one.type.trigger < price)) found = one;
  }
  return found;
}

const priceOfStop = (one: Protection | undefined): Price | null =>
  one !== undefined && one.type.kind === 'stop' ? one.type.trigger : null;

function isAsWanted(open: readonly TrackedOrder[], resting: readonly Protection[], lane: BotLane): boolean {
  const held = tradable(lane, heldQuantity(lane.holding.position));
  return (
    open.length === resting.length &&
    resting.every(({ purpose, type }) =>
      open.some(
        ({ order, leaving, filled }) =>
          !leaving &&
          order.purpose === purpose &&
          sameType(order.type, type) &&
          order.size.kind === 'base' &&
          order.size.quantity - filled === held,
      ),
    )
  );
}

/** A close at market is under way: what it leaves is protected after it. */
function isBeingClosed(engine: EngineContext, lane: BotLane): boolean {
  return engine.execution.openOrdersOf(lane.config.id).some(({ order, leaving }) => !leaving && isClosing(order));
}

/** A pair of which the venue would not take one rests as its stop alone. */
function sendAll(
  engine: EngineContext,
  lane: BotLane,
  resting: readonly Protection[],
  watched: readonly Protection[],
): void {
  const { position } = lane.holding;
  const quantity = tradable(lane, heldQuantity(position));
  if (quantity === 0n) return;
  const isPair = resting.length > 1 || watched.length > 0;
  const id = engine.ports.ids.nextClientOrderId();
  const list = { id, handledBy: resting.length > 1 ? 'venue' : 'engine' } as const;
  const orders = resting.map((one): Order => {
    const order = exitOrder(originOf(engine, lane), position, { ...one, tag: '', quantity });
    return isPair ? { ...order, list } : order;
  });
  const isBroken = orders.some((order) => brokenFilter(order, instrumentOf(lane), null) !== null);
  const [first] = resting;
  if (orders.length > 1 && isBroken && first !== undefined) {
    sendAll(engine, lane, [first], []);
    return;
  }
  for (const order of orders) {
    if (send(engine, lane, order, ZERO_MONEY)) continue;
    lane.lacksProtection = true;
    if (order.type.kind === 'bracket') lane.isBracketRefused = true;
  }
}

/** One of the exits is over: what waited for its quantity goes now. True when the position is to be protected anew. */
export function onUnlocked(engine: EngineContext, lane: BotLane, { order, leaving }: TrackedOrder): boolean {
  if (!capabilitiesOf(lane).locks || !order.reduceOnly || isClosing(order)) return false;
  if (lane.holding.position.quantity === 0n) return false;
  // What the venue ends of itself is asked for again as something fills, or at the next close.
  if (lane.closing === null) return engine.halt === null && leaving;
  return closeWaiting(engine, lane) && engine.halt === null;
}

/** An exit that was to make way filled instead, and something is held all the same: what waited for it goes now. */
export function onExitFilled(engine: EngineContext, lane: BotLane, { order }: TrackedOrder): void {
  if (order.reduceOnly && lane.holding.position.quantity !== 0n) closeWaiting(engine, lane);
}

/** Once no exit is in its way. True when it is waited for no more: what it leaves, or could not take, is to be protected. */
function closeWaiting(engine: EngineContext, lane: BotLane): boolean {
  const { closing } = lane;
  if (closing === null || lockingExits(engine, lane).length > 0) return false;
  lane.closing = null;
  const { purpose, tag, quantity } = closing;
  if (quantity === undefined) close(engine, lane, purpose, tag);
  else if (quantity <= heldQuantity(lane.holding.position)) closePart(engine, lane, { purpose, tag, quantity });
  return true;
}

export type PartFill = Pick<Fill, 'clientOrderId' | 'purpose'> & { readonly done: boolean };

/**
 * A bracket whose limit has traded in part keeps no stop for the rest: it is taken back, and both ends are sent anew for what
 * is left.
 */
export function renewBracket(engine: EngineContext, { clientOrderId, purpose, done }: PartFill): void {
  if (done || purpose !== 'target') return;
  if (engine.execution.find(clientOrderId)?.order.type.kind === 'bracket') engine.execution.cancel(clientOrderId);
}

/**
 * It is not asked for again while the position lasts: the stop rests alone, the target is watched. True when that is to be
 * done now.
 */
export function onBracketRefused(engine: EngineContext, lane: BotLane, { type }: Order): boolean {
  if (type.kind !== 'bracket') return false;
  lane.isBracketRefused = true;
  return engine.halt === null && lane.closing === null && lane.holding.position.quantity !== 0n;
}

/** Nothing is held any more: nothing is watched, nothing waits. */
export function forgetLocked(engine: EngineContext, lane: BotLane): void {
  lane.closing = null;
  if (lane.watched.length > 0) setWatched(engine, lane, NOTHING);
}

/** After a restart: what rested at no venue is watched again, before its bot has its history. */
export function watchAgain(engine: EngineContext, lane: BotLane): void {
  const { position } = lane.holding;
  if (position.quantity === 0n || !capabilitiesOf(lane).locks) return;
  const { bracket, trailingPrice } = lane;
  const terms = { risk: lane.config.risk, bracket, trailingPrice, trailsAtVenue: trailsAtVenue(lane) };
  setWatched(engine, lane, planOf(lane, protectionOf(position, terms, instrumentOf(lane).tick)).watched);
}

function setWatched(engine: EngineContext, lane: BotLane, watched: readonly Protection[]): void {
  lane.watched = watched;
  if (watched.length > 0) engine.watching.add(lane);
  else engine.watching.delete(lane);
}

/** Levels that no venue holds: when the price comes to one, what is held is closed at market. */
export function watchPrice(engine: EngineContext, market: MarketLane, price: number): void {
  for (const lane of engine.watching) {
    if (lane.market !== market || lane.closing !== null) continue;
    const long = lane.holding.position.quantity > 0n;
    const met = lane.watched.find(({ type }) => {
      if (type.kind === 'stop')
        return long ? price <= priceToNumber(type.trigger) : price >= priceToNumber(type.trigger);
      return type.kind === 'limit' && (long ? price >= priceToNumber(type.price) : price <= priceToNumber(type.price));
    });
    if (met !== undefined) close(engine, lane, met.purpose);
  }
}
