import type { AccountRisk, BotConfig, BotState } from '../model/bot.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import type { Order, OrderState } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { BotLane, EngineContext, Halt } from './context.ts';
import { instrumentOf } from './context.ts';
import type { DecisionFact } from './facts.ts';
import type { RiskDay } from './ports/journal.ts';

export type BotSnapshot = {
  readonly config: BotConfig;
  readonly state: BotState;
  readonly reason: string;
  readonly instrument: Instrument;
  readonly decision: DecisionFact | null;
  readonly position: Position;
  /** NaN before the first price. */
  readonly markPrice: number;
  readonly realised: Money;
  readonly unrealised: Money;
  readonly fees: Money;
  readonly trades: number;
  readonly wins: number;
};

/** The engine at one moment, as data. `sequence` is the number of the latest fact it includes. */
export type EngineSnapshot = {
  readonly sequence: number;
  readonly timeMs: number;
  readonly quoteAsset: string;
  readonly startingCapital: Money;
  readonly cash: Money;
  readonly equity: Money;
  readonly day: RiskDay | null;
  readonly halt: Halt | null;
  readonly accountRisk: AccountRisk;
  readonly bots: readonly BotSnapshot[];
  readonly openOrders: readonly { readonly order: Order; readonly state: OrderState }[];
  /** Only instruments that have a price. */
  readonly prices: readonly { readonly instrumentId: string; readonly price: number }[];
};

export function snapshotOf(engine: EngineContext): EngineSnapshot {
  return {
    sequence: engine.facts.sequence,
    timeMs: engine.ports.clock.nowMs(),
    quoteAsset: engine.quoteAsset,
    startingCapital: engine.portfolio.startingCapital,
    cash: engine.portfolio.cash,
    equity: engine.portfolio.equity(),
    day: engine.day,
    halt: engine.halt,
    accountRisk: engine.accountRisk,
    bots: [...engine.lanes.values()].map((lane) => botSnapshot(engine, lane)),
    openOrders: engine.execution.openOrders().map(({ order, state }) => ({ order, state })),
    prices: [...engine.markets.values()]
      .filter(({ mark }) => Number.isFinite(mark.price))
      .map(({ instrument, mark }) => ({ instrumentId: instrument.id, price: mark.price })),
  };
}

function botSnapshot(engine: EngineContext, lane: BotLane): BotSnapshot {
  const { holding } = lane;
  return {
    config: lane.config,
    state: lane.state,
    reason: lane.reason,
    instrument: instrumentOf(lane),
    decision: lane.decision,
    position: holding.position,
    markPrice: holding.mark.price,
    realised: holding.realised,
    unrealised: engine.portfolio.unrealised(holding),
    fees: holding.fees,
    trades: holding.trades,
    wins: holding.wins,
  };
}
