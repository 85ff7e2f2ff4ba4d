import { assertNever } from '../base/assert-never.ts';
import type { BotConfig } from '../model/bot.ts';
import type { Bracket } from '../model/bracket.ts';
import { entryStake } from '../model/entry-stake.ts';
import type { ManualOrder, ManualType } from '../model/manual-order.ts';
import { BY_HAND, handId } from '../model/manual-order.ts';
import type { Money, Price, Quantity } from '../model/money.ts';
import {
  floorToStep,
  moneyToNumber,
  priceFromNumber,
  priceFromText,
  priceToNumber,
  priceToText,
  quantityForAmount,
  quantityFromText,
  quantityToNumber,
  quantityToText,
  ratioFromBps,
  ratioFromNumber,
  shareOf,
  ZERO_MONEY,
} from '../model/money.ts';
import type { Order, OrderType, Side } from '../model/order.ts';
import { priceOf } from '../model/order.ts';
import { announce, createLane, newLane } from './bots.ts';
import { close, closePart } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { whyTooSmall } from './entry-minimum.ts';
import { entryOrder, exitOrder, heldQuantity, onTick } from './execution/orders.ts';
import { dispatchEntry } from './intents.ts';
import { capabilitiesOf } from './locking.ts';
import type { Refusal } from './risk/rule.ts';
import { checksOf, originOf, send } from './send.ts';
import type { EnterIntent } from './strategies/intent.ts';
import { expectedPrice } from './taken-price.ts';

/** What a person's order comes to. An order against what is held by hand only makes that smaller. */
export type Draft = {
  readonly order: Order;
  readonly reduces: boolean;
  readonly quantity: Quantity;
  /** What it is expected to trade at. */
  readonly price: Price;
  /** Of an entry; null for what reduces. */
  readonly intent: EnterIntent | null;
  /** What an entry puts at stake; 0 for what reduces. */
  readonly notional: Money;
};

/** A person orders. Returns why not, naming rule, limit and value where a rule refused, or null when it left. */
export function placeByHand(engine: EngineContext, wanted: ManualOrder): string | null {
  const seen = handLane(engine, wanted);
  if (typeof seen === 'string') return seen;
  const { lane, isNew } = seen;
  const draft = draftOf(engine, lane, wanted);
  if (isNew) dismiss(lane);
  if (typeof draft === 'string') return draft;
  const owner = isNew ? takeOn(engine, lane.config) : lane;
  const refusal = refusalOf(engine, owner, draft);
  leave(engine, owner, draft);
  return refusal === null ? null : `${refusal.rule}: ${refusal.limit}; it is ${refusal.actual}`;
}

/** What would refuse it now; null when nothing would. Asked before it leaves: a refusal may change what is in force. */
export function refusalOf(engine: EngineContext, lane: BotLane, draft: Draft): Refusal | null {
  const tooSmall = draft.intent === null ? null : whyTooSmall(engine, lane, draft.intent, draft.notional);
  if (tooSmall !== null) return tooSmall;
  const last = checksOf(engine, lane, draft.order, draft.notional).at(-1);
  return last?.verdict === 'refused' ? last : null;
}

/** By the doors that every other order goes through. */
function leave(engine: EngineContext, lane: BotLane, { order, intent, quantity }: Draft): void {
  if (intent !== null) dispatchEntry(engine, lane, intent, order);
  else if (order.type.kind !== 'market') send(engine, lane, order, ZERO_MONEY);
  else if (quantity === heldQuantity(lane.holding.position)) close(engine, lane, 'signal');
  else closePart(engine, lane, { purpose: 'signal', tag: order.tag, quantity });
}

export type HandLane = { readonly lane: BotLane; readonly isNew: boolean };

/** Who owns what is ordered by hand there; one that was never needed yet is not in the engine. */
export function handLane(engine: EngineContext, { accountId, instrumentId }: ManualOrder): HandLane | string {
  const known = engine.lanes.get(handId(accountId, instrumentId));
  if (known !== undefined) return { lane: known, isNew: false };
  const config: BotConfig = {
    id: handId(accountId, instrumentId),
    name: 'By hand',
    accountId,
    instrumentId,
    interval: engine.feedInterval,
    strategyId: BY_HAND,
    params: {},
    risk: { sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  };
  const lane = newLane(engine, config);
  return typeof lane === 'string' ? lane : { lane, isNew: true };
}

/** One that was only looked through leaves nothing behind. */
export function dismiss({ account, config }: BotLane): void {
  account.portfolio.forget(config.id);
}

/** On disk before its first order. */
function takeOn(engine: EngineContext, config: BotConfig): BotLane {
  const lane = createLane(engine, config);
  if (typeof lane === 'string') throw new Error(`${config.id} was checked and yet refused: ${lane}`);
  announce(engine, lane);
  return lane;
}

/** The order as it would leave, or why there is none. */
export function draftOf(engine: EngineContext, lane: BotLane, wanted: ManualOrder): Draft | string {
  const { mark, instrument } = lane.market;
  if (!(mark.price > 0)) return `${instrument.id} has no price yet, wait for one`;
  const unusable = whyNoShare(wanted) ?? whyNoPrice(wanted, instrument.tick);
  if (unusable !== null) return unusable;
  const { quantity: held } = lane.holding.position;
  const reduces = held !== 0n && held > 0n !== (wanted.side === 'buy');
  const type = typeOnTick(wanted.type, wanted.side, instrument.tick);
  const doubt = whyInDoubt(engine, lane, wanted.side, reduces) ?? whyNotHere(lane, type);
  if (doubt !== null) return doubt;
  const own = priceOf(type) ?? priceFromNumber(mark.price);
  const wrong = reduces ? whyLevels(wanted) : whyNoLevels(wanted, own);
  if (wrong !== null) return wrong;
  const quantity = quantityOf(engine, lane, wanted, own);
  if (typeof quantity === 'string') return quantity;
  const price = expectedPrice(engine, lane.market, { side: wanted.side, type, quantity });
  if (reduces) return reducing(engine, lane, { type, quantity, price });
  return entering(engine, lane, wanted, { type, quantity, price });
}

type Terms = { readonly type: OrderType; readonly quantity: Quantity; readonly price: Price };

function reducing(engine: EngineContext, lane: BotLane, { type, quantity, price }: Terms): Draft | string {
  const { position } = lane.holding;
  const held = heldQuantity(position);
  const { baseAsset } = instrumentOf(lane);
  if (quantity > held) {
    return `the size is ${quantityToText(quantity)} ${baseAsset}, expected at most the ${quantityToText(held)} ${baseAsset} held by hand: close those first to turn round`;
  }
  const order = exitOrder(originOf(engine, lane), position, { type, purpose: 'signal', tag: '', quantity });
  // A tag of its own: exits of one tag end each other.
  const tag = type.kind === 'market' ? '' : order.clientOrderId;
  return { order: { ...order, tag }, reduces: true, quantity, price, intent: null, notional: ZERO_MONEY };
}

function entering(engine: EngineContext, lane: BotLane, wanted: ManualOrder, terms: Terms): Draft {
  const { type, quantity, price } = terms;
  const side = wanted.side === 'buy' ? 'long' : 'short';
  const bracket = bracketOf(wanted);
  const plain = entryOrder(originOf(engine, lane), {
    side,
    tag: BY_HAND,
    size: { kind: 'base', quantity },
    limitPrice: null,
    stopPrice: null,
    postOnly: false,
    closesOpposite: false,
  });
  const order = { ...plain, type };
  const size = { kind: 'quantity', quantity: quantityToNumber(quantity) } as const;
  const intent: EnterIntent = { kind: 'enter', side, tag: BY_HAND, size, ...(bracket === null ? {} : { bracket }) };
  return { order, reduces: false, quantity, price, intent, notional: entryStake(order, lane.holding.mark.price) };
}

function bracketOf({ stopLoss, target }: ManualOrder): Bracket | null {
  if (stopLoss === null && target === null) return null;
  return {
    ...(stopLoss === null ? {} : { stopLoss: { price: priceToNumber(stopLoss) } }),
    ...(target === null ? {} : { target: { price: priceToNumber(target) } }),
  };
}

/** Beyond any price that anything has, and still a number that is exact enough to go by. */
const MOST_PRICE = priceFromText('1000000000000000');

/** Of the equity, far beyond what any limit allows. */
const MOST_SHARE = 100;

function whyNoShare({ size }: ManualOrder): string | null {
  if (!('share' in size) || (size.share > 0 && size.share <= MOST_SHARE)) return null;
  return `share is ${size.share}, expected a number above 0 and at most ${MOST_SHARE}`;
}

/** Below one tick there is no price. */
function whyNoPrice({ type, stopLoss, target }: ManualOrder, tick: Price): string | null {
  const price = 'price' in type ? type.price : null;
  const trigger = 'trigger' in type ? type.trigger : null;
  for (const [name, named] of Object.entries({ price, trigger, stopLoss, target })) {
    if (named === null || (named >= tick && named <= MOST_PRICE)) continue;
    return `${name} is ${priceToText(named)}, expected at least one tick, ${priceToText(tick)}, and at most ${priceToText(MOST_PRICE)}`;
  }
  return null;
}

/** Limits no worse than they were named, triggers no nearer. */
function typeOnTick(type: ManualType, side: Side, tick: Price): ManualType {
  const better = side === 'buy' ? 'down' : 'up';
  const farther = side === 'buy' ? 'up' : 'down';
  const at = (price: Price, direction: 'up' | 'down'): Price => onTick(priceToNumber(price), tick, direction);
  switch (type.kind) {
    case 'market':
      return type;
    case 'limit':
    case 'postOnly':
      return { ...type, price: at(type.price, better) };
    case 'stop':
      return { ...type, trigger: at(type.trigger, farther) };
    case 'stopLimit':
      return { ...type, trigger: at(type.trigger, farther), price: at(type.price, better) };
    default:
      return assertNever(type, 'type');
  }
}

/** Nothing is ordered on top of an order whose fate is unknown, nor against one that works and would open. */
function whyInDoubt(engine: EngineContext, lane: BotLane, side: Side, reduces: boolean): string | null {
  for (const { order, state } of engine.execution.openOrdersOf(lane.config.id)) {
    if (state === 'unknown') return `order ${order.clientOrderId} is not accounted for yet, wait for its exchange`;
    if (!reduces && !order.reduceOnly && order.side !== side) {
      return `order ${order.clientOrderId} by hand works to ${order.side}, take it back before you ${side}`;
    }
  }
  return null;
}

function whyNotHere(lane: BotLane, type: OrderType): string | null {
  if (!('trigger' in type) || capabilitiesOf(lane).stops) return null;
  return `${instrumentOf(lane).id} takes no ${type.kind} orders, expected market, limit or postOnly`;
}

function whyLevels({ stopLoss, target }: ManualOrder): string | null {
  if (stopLoss === null && target === null) return null;
  return 'stopLoss or target is given, expected none with an order that only reduces what is held';
}

/** The stop loss on the losing side of the order's own price, the target on the other. */
function whyNoLevels({ side, stopLoss, target }: ManualOrder, own: Price): string | null {
  const below = (level: Price): boolean => level < own;
  const above = (level: Price): boolean => level > own;
  const [loses, wins] = side === 'buy' ? [below, above] : [above, below];
  const [worse, better] = side === 'buy' ? ['below', 'above'] : ['above', 'below'];
  const from = priceToNumber(own);
  if (stopLoss !== null && !loses(stopLoss)) {
    return `stopLoss is ${priceToNumber(stopLoss)}, expected one ${worse} ${from} for a ${side} order`;
  }
  if (target === null || wins(target)) return null;
  return `target is ${priceToNumber(target)}, expected one ${better} ${from} for a ${side} order`;
}

/** Whole steps, above 0. */
function quantityOf(engine: EngineContext, lane: BotLane, wanted: ManualOrder, own: Price): Quantity | string {
  const { step, id, baseAsset } = instrumentOf(lane);
  const raw = rawQuantity(engine, lane, wanted, own);
  if (typeof raw === 'string') return raw;
  const quantity = floorToStep(raw, step);
  if (quantity > 0n) return quantity;
  return `the size is ${quantityToText(raw)} ${baseAsset}, expected at least one step of ${id}: ${quantityToText(step)}`;
}

function rawQuantity(
  engine: EngineContext,
  lane: BotLane,
  { size, stopLoss }: ManualOrder,
  own: Price,
): Quantity | string {
  const { portfolio, account } = lane.account;
  const { step, id } = instrumentOf(lane);
  const feeRate = ratioFromBps(engine.ports.feesOf?.(account.id, id)?.takerFeeBps ?? 0);
  switch (size.kind) {
    case 'quantity':
      return size.quantity;
    case 'amount':
      return quantityForAmount(size.amount, own, feeRate, step);
    case 'equity':
      return quantityForAmount(shareOf(portfolio.equity(), ratioFromNumber(size.share)), own, feeRate, step);
    case 'position': {
      const held = heldQuantity(lane.holding.position) as bigint as Money;
      return shareOf(held, ratioFromNumber(size.share)) as bigint as Quantity;
    }
    case 'risk': {
      if (stopLoss === null) return 'a size by risk needs a stop loss, expected one';
      const distance = Math.abs(priceToNumber(own) - priceToNumber(stopLoss));
      const lost = moneyToNumber(shareOf(portfolio.equity(), ratioFromNumber(size.share)));
      return quantityFromText(Math.max(0, lost / distance).toFixed(8));
    }
    default:
      return assertNever(size, 'size');
  }
}
