import { assertNever } from '../base/assert-never.ts';
import { entryStake } from '../model/entry-stake.ts';
import type { Money, Quantity } from '../model/money.ts';
import { floorToStep, moneyFromText, quantityFromText, ratioFromNumber, shareOf, ZERO_MONEY } from '../model/money.ts';
import type { Order, OrderSize, OrderType } from '../model/order.ts';
import { wholeSizeOf } from './bot-sizing.ts';
import { cancelEntries, close, closePart } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { whyTooSmall } from './entry-minimum.ts';
import type { TrackedOrder } from './execution/execution.ts';
import { entryOrder, exitOrder, exitSide, heldQuantity, limitAt, sameType, stopAt } from './execution/orders.ts';
import { failBot } from './fail-bot.ts';
import { changeBracket } from './guard.ts';
import { isClosing } from './locking.ts';
import { beginPlan, isPlanned, stopPlan } from './plans.ts';
import { sizeInRegime } from './regime-limits.ts';
import { originOf, send } from './send.ts';
import { whyNoIntent } from './strategies/check-intent.ts';
import type { EnterIntent, ExitIntent, Intent } from './strategies/intent.ts';

/** Turns what a strategy wants into what is still to be done for it. */
export function act(engine: EngineContext, lane: BotLane, intents: Intent | readonly Intent[]): void {
  if (isList(intents)) for (const intent of intents) checkAndAct(engine, lane, intent);
  else checkAndAct(engine, lane, intents);
}

/** What makes no sense fails the bot that wants it, before anything is sent for it. */
function checkAndAct(engine: EngineContext, lane: BotLane, intent: Intent): void {
  if (intent.kind === 'hold' || lane.state !== 'running') return;
  const wrong = whyNoIntent(intent);
  if (wrong === null) actOn(engine, lane, intent);
  else failBot(engine, lane, new Error(`the strategy wants to ${intent.kind}: ${wrong}`));
}

export function isList(intents: Intent | readonly Intent[]): intents is readonly Intent[] {
  return Array.isArray(intents);
}

function actOn(engine: EngineContext, lane: BotLane, intent: Intent): void {
  switch (intent.kind) {
    case 'hold':
      return;
    case 'enter':
      enter(engine, lane, intent);
      return;
    case 'exit':
      exit(engine, lane, intent);
      return;
    case 'cancel':
      if (intent.tag === undefined) cancelEntries(engine, lane);
      else cancelTag(engine, lane, intent.tag);
      return;
    case 'protect':
      changeBracket(engine, lane, intent.bracket);
      return;
    default:
      assertNever(intent, 'intent');
  }
}

const tagOf = (intent: EnterIntent): string => intent.tag ?? intent.side;

/** An entry at market, or one that rests until its price comes. */
export function enter(engine: EngineContext, lane: BotLane, intent: EnterIntent): void {
  const { position } = lane.holding;
  const held = position.quantity === 0n ? null : position.quantity > 0n ? 'long' : 'short';
  if (held === intent.side) {
    if (lane.reverseTo !== null) {
      lane.reverseTo = intent; // it is being closed: come back to this side
      return;
    }
    if (position.lots.length >= (intent.maxEntries ?? 1)) return;
  } else if (held !== null && engine.reversal === 'closeFirst' && !isPriced(intent)) {
    lane.reverseTo = intent;
    close(engine, lane, 'signal', tagOf(intent));
    return;
  }
  sendEntry(engine, lane, intent);
}

function isPriced({ limitPrice, stopPrice }: EnterIntent): boolean {
  return (limitPrice ?? stopPrice ?? null) !== null;
}

/** One entry a tag: the same terms again change nothing, other terms replace what rests. */
export function sendEntry(engine: EngineContext, lane: BotLane, intent: EnterIntent): void {
  if (isInDoubt(engine, lane, intent)) return;
  const whole = wholeSizeOf(engine, lane, intent);
  if (whole === null) return;
  const order = orderOf(engine, lane, intent, whole);
  const known = openEntry(engine, lane, tagOf(intent));
  if (known === undefined) {
    dispatchEntry(engine, lane, intent, order);
    return;
  }
  // What is being taken back already is replaced even by itself.
  if (!known.leaving && sameTerms(known.order, order)) return;
  // The venue may fill the old one before it hears of this: the new one waits for its word.
  lane.replacements.set(tagOf(intent), intent);
  if (!known.leaving) engine.execution.cancel(known.order.clientOrderId);
}

/** Nothing is entered on top of an entry whose fate is unknown, nor at market while another is under way there. */
function isInDoubt(engine: EngineContext, lane: BotLane, intent: EnterIntent): boolean {
  const atMarket = !isPriced(intent);
  if (lane.plan !== null && (atMarket || lane.plan.plan.parent.tag === tagOf(intent))) return true;
  return engine.execution
    .openOrdersOf(lane.config.id)
    .some(
      ({ order, state }) =>
        !order.reduceOnly &&
        (state === 'unknown' || (order.type.kind === 'market' && (atMarket || order.tag === tagOf(intent)))),
    );
}

export function dispatchEntry(engine: EngineContext, lane: BotLane, intent: EnterIntent, order: Order): void {
  const tooSmall = whyTooSmall(engine, lane, intent, entryStake(order, lane.holding.mark.price));
  if (tooSmall !== null) {
    const timeMs = engine.ports.clock.nowMs();
    engine.facts.emit({ kind: 'refused', botId: lane.config.id, ...tooSmall, timeMs });
    return;
  }
  if (order.type.kind === 'market' && isPlanned(lane)) {
    beginPlan(engine, lane, intent, { parent: order, notional: entryStake(order, lane.holding.mark.price) });
    return;
  }
  const { bracket } = intent;
  if (bracket !== undefined) engine.ports.journal.recordBracket(order.clientOrderId, bracket);
  lane.entries.set(order.clientOrderId, intent);
  const sent = send(engine, lane, order, entryStake(order, lane.holding.mark.price));
  if (!sent) lane.entries.delete(order.clientOrderId);
}

function orderOf(engine: EngineContext, lane: BotLane, intent: EnterIntent, whole: Money): Order {
  const limitPrice = intent.limitPrice ?? null;
  const stopPrice = intent.stopPrice ?? null;
  const size = sizeInRegime(lane, sizeOf(lane, intent, whole));
  const closesOpposite = isPriced(intent) || engine.reversal === 'oneOrder';
  return entryOrder(originOf(engine, lane), {
    side: intent.side,
    tag: tagOf(intent),
    size,
    limitPrice,
    stopPrice,
    postOnly: intent.postOnly === true,
    closesOpposite,
  });
}

/** A share of equity is a quote amount until the fill. */
function sizeOf(lane: BotLane, { size }: EnterIntent, whole: Money): OrderSize {
  if (size?.kind === 'quantity') {
    const quantity = quantityFromText(String(size.quantity));
    return { kind: 'base', quantity: floorToStep(quantity, instrumentOf(lane).step) };
  }
  if (size?.kind === 'amount') return { kind: 'quote', amount: moneyFromText(String(size.amount)) };
  return { kind: 'quote', amount: size === undefined ? whole : shareOf(whole, ratioFromNumber(size.share)) };
}

function openEntry(engine: EngineContext, lane: BotLane, tag: string): TrackedOrder | undefined {
  return engine.execution
    .openOrdersOf(lane.config.id)
    .find(({ order }) => !order.reduceOnly && order.parentId === undefined && order.tag === tag);
}

/** A share of equity is another amount every bar: what rests keeps its place for that. A named quantity is meant. */
function sameTerms(known: Order, wanted: Order): boolean {
  if (known.side !== wanted.side || !sameType(known.type, wanted.type)) return false;
  if (known.size.kind === 'quote' || wanted.size.kind === 'quote') return known.size.kind === wanted.size.kind;
  return known.size.quantity === wanted.size.quantity;
}

/** Whole and at market it ends everything; otherwise it takes off a part, now or at its prices. */
function exit(engine: EngineContext, lane: BotLane, intent: ExitIntent): void {
  const priced = intent.limitPrice !== undefined || intent.stopPrice !== undefined;
  const tag = intent.tag ?? '';
  const share = intent.share ?? 1;
  if (!priced && share >= 1) {
    cancelEntries(engine, lane);
    close(engine, lane, 'signal', tag);
    return;
  }
  const { position } = lane.holding;
  if (position.quantity === 0n) return;
  const part = shareOf(heldQuantity(position) as bigint as Money, ratioFromNumber(share)) as bigint as Quantity;
  const quantity = floorToStep(part, instrumentOf(lane).step);
  if (quantity <= 0n) return;
  if (priced) restExit(engine, lane, intent, quantity);
  else if (!isUnderWay(engine, lane, tag)) closePart(engine, lane, { purpose: 'signal', tag, quantity });
}

/** A market exit of that tag that has not filled yet. */
function isUnderWay(engine: EngineContext, lane: BotLane, tag: string): boolean {
  return engine.execution.openOrdersOf(lane.config.id).some(({ order }) => isClosing(order) && order.tag === tag);
}

/** Rests the exit's stop and limit, those that do not rest there at that price and quantity yet; takes back what they replace. */
function restExit(engine: EngineContext, lane: BotLane, intent: ExitIntent, quantity: Quantity): void {
  const { position } = lane.holding;
  const { tick } = instrumentOf(lane);
  const tag = intent.tag ?? '';
  const side = exitSide(position);
  const wanted: OrderType[] = [];
  if (intent.stopPrice !== undefined) wanted.push(stopAt(intent.stopPrice, side, tick));
  if (intent.limitPrice !== undefined) wanted.push(limitAt(intent.limitPrice, side, tick));
  const resting = pricedExits(engine, lane, tag);
  const kept = new Set<TrackedOrder>();
  for (const type of wanted) {
    const known = resting.find(({ order: { type: has, size }, filled }) => {
      return sameType(has, type) && size.kind === 'base' && size.quantity - filled === quantity;
    });
    if (known !== undefined) kept.add(known);
    else {
      const terms = { type, purpose: 'signal', tag, quantity } as const;
      send(engine, lane, exitOrder(originOf(engine, lane), position, terms), ZERO_MONEY);
    }
  }
  for (const each of resting) if (!kept.has(each)) engine.execution.cancel(each.order.clientOrderId);
}

/** The strategy's own resting exits of a tag; protection is not among them. */
export function pricedExits(engine: EngineContext, lane: BotLane, tag: string): readonly TrackedOrder[] {
  return engine.execution
    .openOrdersOf(lane.config.id)
    .filter(
      ({ order, leaving }) =>
        !leaving && order.purpose === 'signal' && order.type.kind !== 'market' && order.tag === tag,
    );
}

function cancelTag(engine: EngineContext, lane: BotLane, tag: string): void {
  lane.replacements.delete(tag);
  if (lane.plan?.plan.parent.tag === tag) stopPlan(engine, lane, 'taken back');
  const entry = openEntry(engine, lane, tag);
  if (entry !== undefined) engine.execution.cancel(entry.order.clientOrderId);
  for (const { order } of pricedExits(engine, lane, tag)) engine.execution.cancel(order.clientOrderId);
}
