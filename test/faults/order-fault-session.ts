import type { TradingConnection } from '../../src-main/engine/ports/exchange.ts';
import { ORDER_MENUS } from './fault-menus.ts';
import type { FaultVenue, PlannedFault, PlannedLeap } from './fault-schedule.ts';
import { chanceOf, pickFaults } from './fault-schedule.ts';
import type { HandMovedSession, OpenAdapter } from './hand-moved-session.ts';
import { arrive, followPlan, openHandMovedSession, STEP_MS, startAdapter } from './hand-moved-session.ts';
import { OrderJournal } from './order-journal.ts';
import { nextOrder } from './order-script.ts';
import { orderProblems } from './order-truth.ts';

export type OrderFaultVerdict = {
  readonly seed: number;
  readonly venue: FaultVenue;
  /** Orders of ours whose end was held against the exchange's. */
  readonly orders: number;
  readonly fills: number;
  readonly violations: number;
  readonly struck: Readonly<Record<string, number>>;
  /** What must not be; empty when all is well. */
  readonly problems: readonly string[];
};

type OrderPlan = {
  readonly lengthMs: number;
  readonly faults: readonly PlannedFault[];
  readonly leaps: readonly PlannedLeap[];
  /** The exchange's clock is set wrong, from when on; 0 ms by default. */
  readonly offset: PlannedLeap;
  readonly restartMs: number | null;
  readonly feeMode: 'received' | 'quote' | 'bnb';
};

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 5, 1, 12, 0, 20);
const LENGTH_MS = 3 * MINUTE_MS;
/** How long it may take to come right again, and then to take back what rests. */
const RECOVERY_MS = 4 * MINUTE_MS;
const FAREWELL_MS = 3 * MINUTE_MS;

/**
 * One session of trading with the real adapter against the local exchange: orders and cancels by chance while things go
 * wrong, then calm, then all that rests is taken back. What was told of each order must be what became of it.
 */
export async function runOrderFaultSession(seed: number, venue: FaultVenue): Promise<OrderFaultVerdict> {
  const plan = planOrders(seed, venue);
  const session = await openHandMovedSession(seed, venue, START_MS);
  const { exchange } = session;
  exchange.core.setFeeMode(plan.feeMode);
  const trader = new OrderSession(session, plan, { seed, venue });
  await trader.run();
  const violations = exchange.violations();
  const problems = [...trader.problems(), ...violations.map(({ what }) => `violation: ${what}`)];
  const struck = Object.fromEntries(plan.faults.map(({ name }) => [name, exchange.faults.struck(name)]));
  await trader.close();
  await session.close();
  const orders = [...trader.journal.orders.values()];
  const fills = orders.reduce((sum, order) => sum + order.fills.size, 0);
  return { seed, venue, orders: orders.length, fills, violations: violations.length, struck, problems };
}

function planOrders(seed: number, venue: FaultVenue): OrderPlan {
  const chance = chanceOf(`orders ${venue} ${seed}`);
  const atMs = (): number => 20_000 + chance() * (LENGTH_MS - 20_000);
  const restartMs = chance() < 0.35 ? atMs() : null;
  return {
    lengthMs: LENGTH_MS,
    faults: pickFaults(ORDER_MENUS[venue], LENGTH_MS, chance),
    leaps: restartMs === null && chance() < 0.3 ? [{ atMs: atMs(), byMs: (chance() - 0.5) * 20_000 }] : [],
    offset: { atMs: atMs(), byMs: chance() < 0.25 ? Math.round((chance() - 0.5) * 12_000) : 0 },
    restartMs,
    feeMode: (['received', 'received', 'quote', 'bnb'] as const)[Math.floor(chance() * 4)] ?? 'received',
  };
}

class OrderSession {
  readonly journal = new OrderJournal();
  readonly #session: HandMovedSession;
  readonly #plan: OrderPlan;
  readonly #venue: FaultVenue;
  readonly #chance: () => number;
  #open: OpenAdapter;
  #trading: TradingConnection | null = null;
  #isSet = false;

  constructor(session: HandMovedSession, plan: OrderPlan, { seed, venue }: { seed: number; venue: FaultVenue }) {
    this.#session = session;
    this.#plan = plan;
    this.#venue = venue;
    this.#chance = chanceOf(`script ${venue} ${seed}`);
    this.#open = session.openAdapter();
  }

  async run(): Promise<void> {
    const { exchange, move, beforeStep } = this.#session;
    const { lengthMs, restartMs } = this.#plan;
    await this.#start();
    await move(2_000);
    const elapsedMs = followPlan(this.#session, this.#plan);
    let hasRestarted = restartMs === null;
    while (elapsedMs() < lengthMs) {
      this.#act(elapsedMs());
      await arrive();
      await move(STEP_MS);
      if (hasRestarted || elapsedMs() < (restartMs ?? 0)) continue;
      hasRestarted = true;
      await this.#restart();
    }
    beforeStep(() => undefined);
    exchange.faults.clear();
    await move(RECOVERY_MS);
    for (const { order } of this.journal.open()) this.#trading?.venue.cancel(order.clientOrderId);
    await move(FAREWELL_MS);
  }

  problems(): readonly string[] {
    const { core } = this.#session.exchange;
    const unsaid = this.journal.open().map(({ order, state }) => `${order.clientOrderId} is ${state} at the end`);
    const haunting = this.#open.log.lines.filter((line) => line.includes('believed absent'));
    return [...unsaid, ...haunting, ...orderProblems(this.journal, core)];
  }

  async close(): Promise<void> {
    await this.#trading?.dispose();
    await this.#open.close();
  }

  async #restart(): Promise<void> {
    await this.close();
    this.#trading = null;
    this.#open = this.#session.openAdapter();
    await this.#start();
  }

  async #start(): Promise<void> {
    const { moveUntil, move, keys } = this.#session;
    const { adapter } = this.#open;
    await startAdapter(this.#session, adapter);
    for (let attempt = 0; attempt < 40 && this.#trading === null; attempt++) {
      const opening = adapter.openTrading(keys, (report) => this.journal.take(report));
      const opened = await moveUntil(opening, MINUTE_MS);
      if (opened?.ok === true) this.#trading = opened.value;
      else await move(2_000);
    }
    const orders = this.journal.open();
    const fills = [...this.journal.orders.values()].flatMap((order) => [...order.fills.values()]);
    this.#trading?.restore(orders, fills);
  }

  /** About two orders in five seconds, and a cancel now and then. */
  #act(atMs: number): void {
    const chance = this.#chance;
    const { exchange, timers } = this.#session;
    const { offset } = this.#plan;
    if (!this.#isSet && atMs >= offset.atMs) {
      this.#isSet = true;
      exchange.core.setClockOffsetMs(offset.byMs);
    }
    if (this.#trading === null) return;
    if (chance() < 0.08) {
      const { core } = exchange;
      const parts = { venue: this.#venue, chance, core, nowMs: () => timers.nowMs() };
      const order = nextOrder(this.journal.orders.size + 1, parts);
      this.journal.sent(order);
      this.#trading.venue.submit(order);
    }
    if (chance() > 0.05) return;
    const open = this.journal.open();
    const picked = open[Math.floor(chance() * open.length)];
    if (picked !== undefined) this.#trading.venue.cancel(picked.order.clientOrderId);
  }
}
