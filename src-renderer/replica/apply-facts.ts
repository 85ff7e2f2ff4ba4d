import type { FactView } from '../../src-preload/contract/facts.ts';
import type { DecisionView, OrderView, TradeView } from '../../src-preload/contract/views.ts';
import { MOST_KEPT, type ReplicaState, type WatchedMarket, withAccounts } from './replica-state.ts';

type Kind = FactView['kind'];
type Apply<K extends Kind> = (state: ReplicaState, fact: Extract<FactView, { kind: K }>) => ReplicaState;

/** Adds to a bounded list, oldest first; what is there already (a batch that overlaps the snapshot) is not added again. */
function append<T>(list: readonly T[], item: T, most: number, isSame: (a: T, b: T) => boolean): readonly T[] {
  if (list.some((known) => isSame(known, item))) return list;
  const kept = list.length >= most ? list.slice(list.length - most + 1) : list;
  return [...kept, item];
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _removed, ...rest } = record;
  return rest;
}

/** Beyond the bound the oldest order that is over goes; one still at work never does. */
function withOrder(orders: ReplicaState['orders'], order: OrderView): ReplicaState['orders'] {
  const next = { ...orders, [order.clientOrderId]: order };
  if (order.clientOrderId in orders || Object.keys(next).length <= MOST_KEPT.orders) return next;
  const over = Object.values(next).find(({ state }) => isOver(state));
  return over === undefined ? next : without(next, over.clientOrderId);
}

export function isOver(state: OrderView['state']): boolean {
  return state === 'filled' || state === 'cancelled' || state === 'refused';
}

/** A trade has no id of its own; two of one bot never share all of this. */
export function tradeKey(trade: TradeView): string {
  const { botId, entryTimeMs, exitTimeMs, exitPrice, quantity } = trade;
  return [botId, entryTimeMs, exitTimeMs, exitPrice, quantity].join(':');
}

function withDecision(state: ReplicaState, decision: DecisionView): ReplicaState {
  const bot = state.bots[decision.botId];
  if (bot === undefined) return state;
  return { ...state, bots: { ...state.bots, [decision.botId]: { ...bot, decision } } };
}

const NOTHING_SEEN: WatchedMarket = { book: null, trades: [] };

/** Beyond the bound the one that was watched first goes: in a window nobody looks at so many. */
function withWatched(
  { watched }: ReplicaState,
  instrumentId: string,
  change: (market: WatchedMarket) => WatchedMarket,
): ReplicaState['watched'] {
  const next = { ...watched, [instrumentId]: change(watched[instrumentId] ?? NOTHING_SEEN) };
  const [oldest] = Object.keys(next);
  const isFull = Object.keys(next).length > MOST_KEPT.watchedMarkets;
  return isFull && oldest !== undefined ? without(next, oldest) : next;
}

/** One entry a kind: a new kind of fact does not compile until its place here is named. */
const APPLY: { readonly [K in Kind]: Apply<K> } = {
  bot: (state, { bot }) => ({ ...state, bots: { ...state.bots, [bot.config.id]: bot } }),
  botRemoved: (state, { botId }) => (botId in state.bots ? { ...state, bots: without(state.bots, botId) } : state),
  account: (state, { account }) => ({
    ...state,
    ...withAccounts({ ...state.accounts, [account.id]: account }),
  }),
  accountClosed: (state, { accountId }) => ({
    ...state,
    ...withAccounts(without(state.accounts, accountId)),
    reconciliations: without(state.reconciliations, accountId),
  }),
  reconciliation: (state, { reconciliation }) => ({
    ...state,
    reconciliations: { ...state.reconciliations, [reconciliation.accountId]: reconciliation },
  }),
  alarm: (state, { alarm, isOver }) => ({
    ...state,
    alarms: isOver ? without(state.alarms, alarm.key) : { ...state.alarms, [alarm.key]: alarm },
  }),
  equity: (state, { timeMs, equity }) => {
    const last = state.equity.at(-1);
    // Live points come in order, so only the last can be the same one again.
    if (last !== undefined && timeMs <= last.timeMs) return state;
    return { ...state, equity: [...state.equity.slice(1 - MOST_KEPT.equity), { timeMs, equity }] };
  },
  decision: (state, { decision }) => withDecision(state, decision),
  order: (state, { order }) => ({ ...state, orders: withOrder(state.orders, order) }),
  fill: (state, { fill }) => ({
    ...state,
    fills: append(state.fills, fill, MOST_KEPT.fills, (a, b) => a.fillId === b.fillId),
  }),
  trade: (state, { trade }) => ({
    ...state,
    trades: append(state.trades, trade, MOST_KEPT.trades, (a, b) => tradeKey(a) === tradeKey(b)),
  }),
  execution: (state, { execution }) => {
    const others = state.executions.filter(({ parentId }) => parentId !== execution.parentId);
    return { ...state, executions: [...others, execution].slice(-MOST_KEPT.executions) };
  },
  refused: (state, { refusal }) => ({
    ...state,
    refusals: append(
      state.refusals,
      refusal,
      MOST_KEPT.refusals,
      (a, b) => a.botId === b.botId && a.timeMs === b.timeMs && a.rule === b.rule && a.actual === b.actual,
    ),
  }),
  halt: (state, { halt }) => ({ ...state, halt }),
  riskMode: (state, { mode }) => ({ ...state, riskModes: { ...state.riskModes, [mode.group]: mode } }),
  prices: (state, { prices }) => ({
    ...state,
    prices: { ...state.prices, ...Object.fromEntries(prices.map((price) => [price.instrumentId, price])) },
  }),
  job: (state, { job }) => ({ ...state, jobs: { ...state.jobs, [job.jobId]: job } }),
  settings: (state, { settings }) => ({ ...state, settings }),
  connection: (state, { connection }) => ({
    ...state,
    connections: { ...state.connections, [connection.venue]: connection },
  }),
  connectionRemoved: (state, { venue }) => ({ ...state, connections: without(state.connections, venue) }),
  feedStates: (state, { states }) => ({
    ...state,
    feedStates: { ...state.feedStates, ...Object.fromEntries(states.map((feed) => [feed.instrumentId, feed])) },
  }),
  book: (state, { book }) => ({
    ...state,
    watched: withWatched(state, book.instrumentId, (market) => ({ ...market, book })),
  }),
  marketTrades: (state, { instrumentId, trades }) => ({
    ...state,
    watched: withWatched(state, instrumentId, (market) => ({
      ...market,
      trades: [...market.trades, ...trades].slice(-MOST_KEPT.marketTrades),
    })),
  }),
  // These are told to listeners as they come; nothing of them stays.
  candle: (state) => state,
  notice: (state) => state,
  ownStrategies: (state) => state,
  workspaces: (state) => state,
  // The account itself is told beside it.
  transfer: (state) => state,
  closeQuestion: (state) => state,
};

export function applyFact(state: ReplicaState, fact: FactView): ReplicaState {
  const apply = APPLY[fact.kind] as (state: ReplicaState, fact: FactView) => ReplicaState;
  return apply(state, fact);
}
