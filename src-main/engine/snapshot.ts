import type { AccountLane, BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import type { AccountStanding, BotStanding, EngineState } from './engine-state.ts';

export function snapshotOf(engine: EngineContext): EngineState {
  return {
    sequence: engine.facts.sequence,
    timeMs: engine.ports.clock.nowMs(),
    accounts: [...engine.accounts.values()].filter(({ isOpen }) => isOpen).map(accountStandingOf),
    alarms: [...engine.alarms.values()],
    halt: engine.halt,
    accountRisk: engine.accountRisk,
    riskModes: [...engine.governors.values()].map(({ group, mode }) => ({ group, mode })),
    bots: [...engine.lanes.values()].map((lane) => standingOf(lane)),
    openOrders: engine.execution.openOrders().map(({ order, state }) => ({ order, state })),
    prices: [...engine.markets.values()]
      .filter(({ mark }) => Number.isFinite(mark.price))
      .map(({ instrument, mark }) => ({ instrumentId: instrument.id, price: mark.price })),
  };
}

function accountStandingOf({ account, portfolio, day, books }: AccountLane): AccountStanding {
  const { cash, transferred } = portfolio;
  const reconciliation = books === null ? null : { state: books.state, findings: books.findings };
  return { account, cash, transferred, equity: portfolio.equity(), day, reconciliation };
}

function regimeOf({ running }: BotLane): BotStanding['regime'] {
  const view = running?.regime ?? null;
  return view === null || view.current === null ? null : { regime: view.current, sinceMs: view.sinceMs };
}

function standingOf(lane: BotLane): BotStanding {
  const { holding } = lane;
  return {
    config: lane.config,
    state: lane.state,
    reason: lane.reason,
    waitsFor: lane.account.view.whyNotReconciled(lane.config.instrumentId),
    instrument: instrumentOf(lane),
    decision: lane.decision,
    regime: regimeOf(lane),
    position: holding.position,
    markPrice: holding.mark.price,
    realised: holding.realised,
    unrealised: lane.account.portfolio.unrealised(holding),
    fees: holding.fees,
    trades: holding.trades,
    wins: holding.wins,
  };
}
