import { marginOf } from '../model/margin.ts';
import type { Money, Quantity } from '../model/money.ts';
import { notionalOf, priceFromNumber, ZERO_MONEY } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { RiskCheck } from '../model/risk-check.ts';
import { DAY_MS } from '../model/time.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import type { OrderOrigin } from './execution/orders.ts';
import { heldQuantity } from './execution/orders.ts';
import { governorOf, onRefusal, watch } from './govern.ts';
import { unpricedOf } from './governed-accounts.ts';
import { isClosing } from './locking.ts';
import { storyChecks, storyOf } from './order-stories.ts';
import type { ApprovedOrder } from './ports/approved-order.ts';
import { proposalRegime } from './regime-limits.ts';
import type { Verdict } from './risk/approve.ts';
import { approve } from './risk/approve.ts';
import { riskDayAt } from './risk/risk-day.ts';
import type { CooldownStanding } from './risk/rule.ts';

/** RISK, then execution. There is no other way to the venue. False when a rule refused. `notional` is 0 for an exit. */
export function send(engine: EngineContext, lane: BotLane, order: Order, notional: Money): boolean {
  const checks = storyChecks(engine);
  const unsold = order.reduceOnly && lane.account.books !== null ? unsoldOf(engine, lane) : null;
  const approved = approvedBy(engine, lane, order, { notional, unsold, checks });
  if (approved === null) return false;
  // Counted before it leaves: what the venue answers, or another bot asks, finds it there.
  governorOf(engine, lane)?.take(order, lane.holding, notional);
  engine.execution.submit(approved, notional, checks === null ? null : storyOf(lane, order, checks));
  return true;
}

/**
 * What each rule said of the whole of what several orders are to carry out, nothing where nobody keeps it; null when one
 * refused. Nothing is sent: each order is asked for again.
 */
export function mayBegin(
  engine: EngineContext,
  lane: BotLane,
  order: Order,
  notional: Money,
): readonly RiskCheck[] | null {
  const checks = storyChecks(engine);
  return approvedBy(engine, lane, order, { notional, unsold: null, checks }) === null ? null : (checks ?? []);
}

type Asked = { readonly notional: Money; readonly unsold: Quantity | null; readonly checks: RiskCheck[] | null };

/** Null when a rule refused, which is told. */
function approvedBy(engine: EngineContext, lane: BotLane, order: Order, asked: Asked): ApprovedOrder | null {
  rollDay(engine);
  const governor = governorOf(engine, lane);
  if (governor !== null && !order.reduceOnly) watch(engine, governor);
  const verdict = verdictOn(engine, lane, order, asked);
  if (verdict.approved) return verdict.order;
  const timeMs = engine.ports.clock.nowMs();
  engine.facts.emit({ kind: 'refused', botId: lane.config.id, ...verdict.refusal, timeMs });
  if (governor !== null) onRefusal(engine, governor, verdict.refusal);
  return null;
}

/** What every rule says of an order were it to leave now: nothing is told and nothing leaves. */
export function checksOf(engine: EngineContext, lane: BotLane, order: Order, notional: Money): readonly RiskCheck[] {
  const checks: RiskCheck[] = [];
  const unsold = order.reduceOnly && lane.account.books !== null ? unsoldOf(engine, lane) : null;
  verdictOn(engine, lane, order, { notional, unsold, checks });
  return checks;
}

function verdictOn(engine: EngineContext, lane: BotLane, order: Order, { notional, unsold, checks }: Asked): Verdict {
  const governor = governorOf(engine, lane);
  const { frees, held } = order.reduceOnly ? NOTHING_ELSE : standingOf(engine, lane, order, notional);
  const { leverage } = lane.config.risk;
  return approve(
    {
      order,
      market: lane.market,
      notional,
      margin: marginOf(notional, leverage),
      frees: marginOf(frees, leverage),
      held,
      regime: proposalRegime(lane),
      adds: governor !== null && adds(engine, lane, order),
      unsold,
      cooldown: cooldownOf(engine, lane),
    },
    lane.account.view,
    checks,
  );
}

/** Of what is held, what no open exit may take; a list at the venue takes its quantity once. */
function unsoldOf(engine: EngineContext, { config, holding }: BotLane): Quantity {
  let left: bigint = heldQuantity(holding.position);
  const lists = new Set<string>();
  for (const { order, filled } of engine.execution.openOrdersOf(config.id)) {
    const { list, size, reduceOnly } = order;
    if (!reduceOnly || size.kind === 'quote' || (list !== undefined && lists.has(list.id))) continue;
    if (list?.handledBy === 'venue') lists.add(list.id);
    left -= size.quantity - filled;
  }
  return (left > 0n ? left : 0n) as Quantity;
}

function cooldownOf(engine: EngineContext, { config, holding, account }: BotLane): CooldownStanding | null {
  const { cooldown: terms } = config.risk;
  if (terms === undefined) return null;
  const { lossTimesMs, lossesInRow } = holding.record;
  const nowMs = engine.riskClock.nowMs();
  return { terms, lossTimesMs, lossesInRow, dayStartMs: account.day?.startMs ?? 0, nowMs };
}

/** Something is held on the order's side, and no close at market is under way or waits to be. */
function adds(engine: EngineContext, lane: BotLane, { side }: Order): boolean {
  const { quantity } = lane.holding.position;
  if (quantity === 0n || quantity > 0n !== (side === 'buy') || lane.closing !== null) return false;
  return !engine.execution.openOrdersOf(lane.config.id).some(({ order }) => isClosing(order));
}

const NOTHING_ELSE = { frees: ZERO_MONEY, held: ZERO_MONEY };

/**
 * What the bot holds on the order's side already or may come to hold by entries that still work there, and what of the
 * order's size is bound by the bot anyway: a position on the other side, which it closes first, and entries resting on the
 * other side, of which only one side can come to be.
 */
function standingOf(
  engine: EngineContext,
  lane: BotLane,
  order: Order,
  notional: Money,
): { readonly frees: Money; readonly held: Money } {
  const { position, mark } = lane.holding;
  const reserved = engine.execution.reservedBy(lane.config.id);
  const same = order.side === 'buy' ? reserved.buys : reserved.sells;
  const other = order.side === 'buy' ? reserved.sells : reserved.buys;
  // A part of a plan is bound already, as far as the whole was reserved: what it is worth beyond that is not.
  const reservedOfPlan = order.parentId === undefined ? null : engine.execution.reservedForPlan(order.parentId);
  const bound = reservedOfPlan === null ? 0n : smaller(reservedOfPlan, notional);
  const covered = reservedOfPlan !== null ? bound : other > same ? smaller(other - same, notional) : 0n;
  const resting = same - smaller(same, bound);
  if (position.quantity === 0n) return { frees: covered as Money, held: resting as Money };
  const value = Number.isNaN(mark.price) ? position.cost : notionalOf(priceFromNumber(mark.price), position.quantity);
  const size = (value < 0n ? -value : value) as Money;
  const adds = position.quantity > 0n === (order.side === 'buy');
  return adds
    ? { frees: covered as Money, held: (size + resting) as Money }
    : { frees: (covered + size) as Money, held: resting as Money };
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The first event of a new risk day fixes the equity its losses are counted from. */
export function rollDay(engine: EngineContext): void {
  if (engine.riskClock.nowMs() >= engine.nextDayMs) beginDay(engine);
}

/** Apart from the question above, which every candle asks: a function that makes a closure allocates even if it returns. */
function beginDay(engine: EngineContext): void {
  const nowMs = engine.riskClock.nowMs();
  const { dayRollOffsetMs } = engine.accountRisk;
  let nextDayMs = Number.POSITIVE_INFINITY;
  for (const lane of engine.accounts.values()) {
    // Equity at cost is no beginning to count a day's loss from; no price, no entry, so nothing is missed meanwhile.
    if (unpricedOf(lane.portfolio.open()) !== null) {
      nextDayMs = nowMs;
      continue;
    }
    // What a live account's day is, its exchange says: until then the one that is known goes on.
    const isKept = lane.books !== null && lane.day !== null && !engine.riskClock.isProven;
    if (isKept) continue;
    const day = riskDayAt(lane.day, nowMs, dayRollOffsetMs, () => lane.portfolio.equity());
    if (day !== lane.day) engine.ports.journal.recordDay(lane.account.id, day);
    lane.day = day;
    nextDayMs = Math.min(nextDayMs, day.startMs + DAY_MS);
  }
  engine.nextDayMs = nextDayMs;
}

export function originOf(engine: EngineContext, lane: BotLane): OrderOrigin {
  const { clock, ids } = engine.ports;
  return { config: lane.config, instrument: instrumentOf(lane), nowMs: clock.nowMs(), ids };
}
