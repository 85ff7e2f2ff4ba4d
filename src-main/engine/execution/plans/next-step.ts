import type { FeeRates } from '../../../model/execution-style.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { OrderBook } from '../../../model/market-trade.ts';
import type { Money, Price, Quantity } from '../../../model/money.ts';
import {
  floorToStep,
  priceFromNumber,
  priceToNumber,
  QUANTITY_SCALE,
  quantityForAmount,
  quantityToNumber,
  ratioFromBps,
} from '../../../model/money.ts';
import type { OrderSize, OrderType } from '../../../model/order.ts';
import type { TimestampMs } from '../../../model/time.ts';
import type { Touch } from './making.ts';
import { isLeftBehind, isMakingWorth, restingPrice } from './making.ts';
import type { Plan } from './plan.ts';
import { doneOf, wholeOf } from './plan.ts';
import { deadlineOf, dueBy, releasedBy, shownOf } from './schedule.ts';
import { boundPrice, offeredWithin, slippageBps } from './taking.ts';

/** The market as a plan sees it. */
export type PlanMarket = {
  readonly instrument: Instrument;
  readonly touch: Touch;
  /** Asked for only where it is needed; null where nobody keeps one. */
  readonly book: () => OrderBook | null;
  readonly fees: FeeRates | null;
};

export type Step =
  | { readonly kind: 'wait' }
  | { readonly kind: 'takeBack'; readonly clientOrderId: string }
  | { readonly kind: 'send'; readonly type: OrderType; readonly size: OrderSize }
  | { readonly kind: 'end'; readonly reason: string };

const WAIT: Step = { kind: 'wait' };
/** A place in the queue is worth something: others that stand before us for less are no reason to give it up. */
const REPRICE_AFTER_MS = 1_000;
/** So long after its deadline the rest of a plan waits for a market within its slippage. */
export const TAKE_PATIENCE_MS = 60_000;
/** What a lower fee than reckoned spares is not worth another order: less than this part of the whole. */
const CRUMB = 500n;
/** The smallest value of an order is reckoned with this much more: prices move until it arrives. */
const NOTIONAL_ROOM_PERCENT = 105n;
const QUANTITY_ONE = 10 ** QUANTITY_SCALE;

/** What to do next about a plan. */
export function nextStep(plan: Plan, market: PlanMarket, nowMs: TimestampMs): Step {
  const { phase } = plan;
  if (phase.kind === 'idle') return fromIdle(plan, market, nowMs, phase.notBeforeMs);
  if (phase.kind !== 'resting') return WAIT;
  const { clientOrderId, price, sinceMs } = phase;
  const isDue = dueBy(plan, nowMs) > doneOf(plan);
  const isBehind = isLeftBehind(plan.parent.side, price, market.touch) && nowMs - sinceMs >= REPRICE_AFTER_MS;
  return plan.ending !== null || isDue || isBehind ? { kind: 'takeBack', clientOrderId } : WAIT;
}

function fromIdle(plan: Plan, market: PlanMarket, nowMs: TimestampMs, notBeforeMs: TimestampMs): Step {
  if (plan.ending !== null) return { kind: 'end', reason: plan.ending };
  const left = wholeOf(plan) - doneOf(plan);
  if (isDust(plan, left, market) || (plan.filled > 0n && left * CRUMB < wholeOf(plan))) {
    return { kind: 'end', reason: plan.filled === 0n ? 'below the smallest order of its venue' : '' };
  }
  if (nowMs < notBeforeMs) return WAIT;
  const overdue = dueBy(plan, nowMs) - doneOf(plan);
  if (overdue > 0n) return take(plan, market, overdue < left ? overdue : left, nowMs);
  const open = releasedBy(plan, nowMs) - doneOf(plan);
  const part = smaller(open, shownOf(plan));
  if (part <= 0n) return WAIT;
  const quantity = quantityToNumber(quantityOf(plan, part, takingPrice(plan, market), market));
  const takingBps = slippageBps(plan.parent.side, quantity, market.book(), market.touch);
  const rests = isMakingWorth(takingBps, market.touch, market.fees);
  return rests ? rest(plan, market, part) : take(plan, market, part, nowMs);
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function isDust(plan: Plan, left: bigint, market: PlanMarket): boolean {
  const price = takingPrice(plan, market);
  return quantityOf(plan, left, price, market) < smallestAt(price, market.instrument);
}

/** Post-only at the best price of its side, or inside. */
function rest(plan: Plan, market: PlanMarket, part: bigint): Step {
  const price = restingPrice(plan.parent.side, market.touch, market.instrument.tick);
  const quantity = wholeOrders(plan, part, price, market);
  return { kind: 'send', type: { kind: 'postOnly', price }, size: { kind: 'base', quantity } };
}

/** What is there, within the bound where there is one. */
function take(plan: Plan, market: PlanMarket, part: bigint, nowMs: TimestampMs): Step {
  const { maxSlippageBps } = plan.style;
  const { side, size } = plan.parent;
  const { instrument, touch, book } = market;
  if (maxSlippageBps === null) {
    const isAll = part === wholeOf(plan) - doneOf(plan);
    if (size.kind === 'quote' && isAll) {
      return { kind: 'send', type: { kind: 'market' }, size: { kind: 'quote', amount: part as Money } };
    }
    const quantity = wholeOrders(plan, part, takingPrice(plan, market), market);
    return { kind: 'send', type: { kind: 'market' }, size: { kind: 'base', quantity } };
  }
  const bound = boundPrice(side, touch, maxSlippageBps, instrument.tick);
  const offered = offeredWithin(side, book(), touch, priceToNumber(bound));
  const wanted = wholeOrders(plan, part, bound, market);
  const quantity = offered === Number.POSITIVE_INFINITY ? wanted : smallerOf(wanted, offered, instrument);
  if (quantity >= smallestAt(bound, instrument)) {
    const type = { kind: 'limit', price: bound, timeInForce: 'immediateOrCancel' } as const;
    return { kind: 'send', type, size: { kind: 'base', quantity } };
  }
  if (nowMs - deadlineOf(plan) < TAKE_PATIENCE_MS) return WAIT;
  return { kind: 'end', reason: `nothing was offered within ${maxSlippageBps} bps of the middle` };
}

function smallerOf(wanted: Quantity, offered: number, { step }: Instrument): Quantity {
  const there = floorToStep(BigInt(Math.floor(offered * QUANTITY_ONE)) as Quantity, step);
  return there < wanted ? there : wanted;
}

/** A part as a quantity that its venue takes: not below the smallest order, and nothing below it left over. */
function wholeOrders(plan: Plan, part: bigint, price: Price, market: PlanMarket): Quantity {
  const smallest = smallestAt(price, market.instrument);
  const all = quantityOf(plan, wholeOf(plan) - doneOf(plan), price, market);
  const asked = quantityOf(plan, part, price, market);
  const quantity = asked < smallest ? smallest : asked;
  return quantity > all || all - quantity < smallest ? all : quantity;
}

/** The highest fee of the lowest tier of the exchanges we know: what is set aside where nobody says. */
const UNKNOWN_FEE_BPS = 120;

/** An amount buys what it pays for with the higher fee, so that it does for either. */
function quantityOf(
  { parent: { size } }: Plan,
  part: bigint,
  price: Price,
  { instrument, fees }: PlanMarket,
): Quantity {
  if (size.kind === 'base') return floorToStep(part as Quantity, instrument.step);
  const feeBps = fees === null ? UNKNOWN_FEE_BPS : Math.max(0, fees.takerFeeBps, fees.makerFeeBps);
  return quantityForAmount(part as Money, price, ratioFromBps(feeBps), instrument.step);
}

function takingPrice({ parent: { side } }: Plan, { touch }: PlanMarket): Price {
  return priceFromNumber(side === 'buy' ? touch.ask : touch.bid);
}

/** The smallest quantity the venue takes at that price. */
export function smallestAt(price: Price, { step, rules }: Instrument): Quantity {
  let smallest: bigint = step;
  if (rules === undefined) return smallest as Quantity;
  if (rules.minQuantity !== null && rules.minQuantity > smallest) smallest = rules.minQuantity;
  if (rules.minNotional !== null) {
    const quantity = (rules.minNotional * NOTIONAL_ROOM_PERCENT) / (price * 100n);
    const up = (quantity / step + 1n) * step;
    if (up > smallest) smallest = up;
  }
  return smallest as Quantity;
}
