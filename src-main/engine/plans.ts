import { entryStake } from '../model/entry-stake.ts';
import { AT_MARKET, isPlain } from '../model/execution-style.ts';
import type { Fill } from '../model/fill.ts';
import type { Money } from '../model/money.ts';
import { priceToNumber, quantityToNumber } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { BotLane, EngineContext, MarketLane } from './context.ts';
import { reportOf } from './execution/plans/execution-report.ts';
import type { Touch } from './execution/plans/making.ts';
import { middleOf } from './execution/plans/making.ts';
import type { PlanMarket, Step } from './execution/plans/next-step.ts';
import { nextStep } from './execution/plans/next-step.ts';
import type { Plan } from './execution/plans/plan.ts';
import { countFill, createPlan } from './execution/plans/plan.ts';
import { slippageBps } from './execution/plans/taking.ts';
import { mayBegin, send } from './send.ts';
import type { EnterIntent } from './strategies/intent.ts';

/** After the venue refused an order of a plan: the market it was for is not the one that is known here. */
const REFUSED_PAUSE_MS = 250;
const TAKEN_PAUSE_MS = 1_000;

/** Whether the bot's entries at market go by more than one order, or by one that is looked at first. */
export function isPlanned({ config, market }: BotLane): boolean {
  return !isPlain(config.execution ?? AT_MARKET) && Number.isFinite(middleOf(touchOf(market)));
}

/** Starts to carry out an entry at market by the bot's setting. Risk is asked of the whole, and of each part again. */
export function beginPlan(
  engine: EngineContext,
  lane: BotLane,
  intent: EnterIntent,
  { parent, notional }: { readonly parent: Order; readonly notional: Money },
): void {
  const style = lane.config.execution ?? AT_MARKET;
  const plan = createPlan(parent, { style, arrivalPrice: middleOf(touchOf(lane.market)) });
  const tooDear = style.kind === 'market' ? whyTooDear(plan, marketOf(engine, lane), notional) : null;
  if (tooDear !== null) {
    const timeMs = engine.ports.clock.nowMs();
    engine.facts.emit({ kind: 'refused', botId: lane.config.id, rule: 'slippageGuard', ...tooDear, timeMs });
    return;
  }
  const checks = mayBegin(engine, lane, parent, notional);
  if (checks === null) return;
  if (intent.bracket !== undefined) engine.ports.journal.recordBracket(parent.clientOrderId, intent.bracket);
  engine.execution.reserve(parent, notional);
  lane.plan = { plan, intent, notional, checks };
  engine.planned.add(lane);
  engine.facts.emit({ kind: 'execution', report: reportOf(plan, null, '') });
  goOn(engine, lane);
}

function whyTooDear(plan: Plan, market: PlanMarket, notional: Money) {
  const { maxSlippageBps } = plan.style;
  const { side, size } = plan.parent;
  if (maxSlippageBps === null) return null;
  const quantity = size.kind === 'base' ? quantityToNumber(size.quantity) : Number(notional) / 1e20 / plan.arrivalPrice;
  const costs = slippageBps(side, quantity, market.book(), market.touch);
  if (costs <= maxSlippageBps) return null;
  const actual = Number.isFinite(costs) ? `${costs.toFixed(2)} bps` : 'more than the book offers';
  return { limit: `at most ${maxSlippageBps} bps against the middle of the market`, actual };
}

/** What the market of an instrument, or the clock, makes of the plans on it. Costs nothing where nobody plans. */
export function goOnWithPlans(engine: EngineContext, market?: MarketLane): void {
  if (engine.planned.size === 0) return;
  for (const lane of engine.planned) if (market === undefined || lane.market === market) goOn(engine, lane);
}

function goOn(engine: EngineContext, lane: BotLane): void {
  if (lane.plan === null) return;
  const { plan } = lane.plan;
  if (plan.ending === null && (lane.state !== 'running' || engine.halt !== null)) plan.ending = 'its bot stopped';
  const step = nextStep(plan, marketOf(engine, lane), engine.ports.clock.nowMs());
  if (step.kind === 'takeBack') {
    plan.phase = { kind: 'leaving', clientOrderId: step.clientOrderId };
    engine.execution.cancel(step.clientOrderId);
  } else if (step.kind === 'send') sendPart(engine, lane, step);
  else if (step.kind === 'end') endPlan(engine, lane, step.reason);
}

/** Through risk like every order. What risk refuses ends the plan: what is filled is protected as it is. */
function sendPart(engine: EngineContext, lane: BotLane, { type, size }: Extract<Step, { kind: 'send' }>): void {
  if (lane.plan === null) return;
  const { plan, intent } = lane.plan;
  const { clock, ids } = engine.ports;
  const clientOrderId = ids.nextClientOrderId();
  const parentId = plan.parent.clientOrderId;
  const order: Order = { ...plan.parent, clientOrderId, parentId, type, size, createdMs: clock.nowMs() };
  plan.phase =
    type.kind === 'postOnly'
      ? { kind: 'resting', clientOrderId, price: priceToNumber(type.price), sinceMs: order.createdMs }
      : { kind: 'taking', clientOrderId };
  plan.children++;
  lane.entries.set(clientOrderId, intent);
  const notional = entryStake(order, touchOf(lane.market)[order.side === 'buy' ? 'ask' : 'bid']);
  if (send(engine, lane, order, notional)) return;
  lane.entries.delete(clientOrderId);
  endPlan(engine, lane, 'a rule refused a part of it');
}

/** A fill of one of its orders. */
export function onPartFilled(engine: EngineContext, lane: BotLane, fill: Fill, done: boolean): void {
  if (lane.plan === null || lane.plan.plan.parent.clientOrderId !== fill.parentId) return;
  const { plan, notional } = lane.plan;
  countFill(plan, fill);
  engine.execution.reserve(plan.parent, positive(notional - plan.value - plan.fees));
  if (done) onPartEnded(engine, lane, fill, 0);
}

const positive = (amount: bigint): Money => (amount > 0n ? amount : 0n) as Money;

/** One of its orders is over: the next step is due. */
export function onPartEnded(
  engine: EngineContext,
  lane: BotLane,
  { clientOrderId }: Pick<Order, 'clientOrderId'>,
  pauseMs = REFUSED_PAUSE_MS,
): void {
  const plan = lane.plan?.plan;
  if (plan === undefined || plan.phase.kind === 'idle' || plan.phase.clientOrderId !== clientOrderId) return;
  // What it took is gone from the book that is known here: the next is asked for once that has had time to be told.
  const isBounded = plan.phase.kind === 'taking' && plan.style.maxSlippageBps !== null;
  const pause = isBounded ? Math.max(pauseMs, TAKEN_PAUSE_MS) : pauseMs;
  plan.phase = { kind: 'idle', notBeforeMs: engine.ports.clock.nowMs() + pause };
  goOn(engine, lane);
}

/** Takes back what is still wanted. What is filled stays. */
export function stopPlan(engine: EngineContext, lane: BotLane, reason: string): void {
  if (lane.plan === null) return;
  lane.plan.plan.ending ??= reason;
  goOn(engine, lane);
}

function endPlan(engine: EngineContext, lane: BotLane, reason: string): void {
  if (lane.plan === null) return;
  const { plan } = lane.plan;
  lane.plan = null;
  engine.planned.delete(lane);
  engine.execution.release(plan.parent);
  engine.facts.emit({ kind: 'execution', report: reportOf(plan, engine.ports.clock.nowMs(), reason) });
}

/** Parts of plans that did not outlive the app: nobody knows any more what they were for. */
export function takeBackLostParts(engine: EngineContext): void {
  for (const clientOrderId of engine.lostParts.splice(0)) engine.execution.cancel(clientOrderId);
}

function marketOf(engine: EngineContext, { market, account }: BotLane): PlanMarket {
  const { bookOf, feesOf } = engine.ports;
  const { instrument } = market;
  return {
    instrument,
    touch: touchOf(market),
    book: () => bookOf?.(instrument.id) ?? null,
    fees: feesOf?.(account.account.id, instrument.id) ?? null,
  };
}

/** The quote, or the latest price as both sides of one where nothing is quoted. */
function touchOf({ quote, mark }: MarketLane): Touch {
  return Number.isNaN(quote.bid) ? { bid: mark.price, ask: mark.price } : quote;
}
