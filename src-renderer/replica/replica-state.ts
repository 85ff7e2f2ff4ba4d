import type { AlarmView, ReconciliationView } from '../../src-preload/contract/account-views.ts';
import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type {
  BookView,
  ConnectionView,
  FeedStateView,
  MarketTradeView,
} from '../../src-preload/contract/exchange-views.ts';
import type { FactView } from '../../src-preload/contract/facts.ts';
import type { RiskModeView } from '../../src-preload/contract/risk-views.ts';
import type {
  AccountView,
  BotView,
  ExecutionView,
  FillView,
  JobView,
  OrderView,
  RefusalView,
  SettingsView,
  TradeView,
} from '../../src-preload/contract/views.ts';

export type Snapshot = ChannelOutput<'app.snapshot'>;
export type HaltView = NonNullable<Snapshot['halt']>;
export type PriceView = Snapshot['prices'][number];
export type CandleFact = Extract<FactView, { kind: 'candle' }>;
export type EquityPoint = { readonly timeMs: number; readonly equity: number };

/**
 * What the window knows of the engine: the snapshot and every fact since. Lists are oldest first and bounded; records are
 * keyed by the id in the view. Parts that did not change stay the same object, so that selectors can compare by identity.
 */
export type ReplicaState = {
  /** Number of the last fact that is in here. */
  readonly sequence: number;
  /** The main process's clock at the snapshot. */
  readonly snapshotMs: number;
  /** The simulated money. */
  readonly account: AccountView;
  /** All of them, by id. */
  readonly accounts: Readonly<Record<string, AccountView>>;
  /** By account, of the live ones. */
  readonly reconciliations: Readonly<Record<string, ReconciliationView>>;
  /** By key. */
  readonly alarms: Readonly<Record<string, AlarmView>>;
  readonly bots: Readonly<Record<string, BotView>>;
  readonly orders: Readonly<Record<string, OrderView>>;
  readonly refusals: readonly RefusalView[];
  readonly jobs: Readonly<Record<string, JobView>>;
  readonly prices: Readonly<Record<string, PriceView>>;
  readonly halt: HaltView | null;
  /** What the governor of each group of accounts still allows, by group. */
  readonly riskModes: Readonly<Record<string, RiskModeView>>;
  readonly settings: SettingsView;
  /** Since the snapshot only; what was before is asked for with `account.activity`. */
  readonly fills: readonly FillView[];
  readonly trades: readonly TradeView[];
  /** Entries that several orders carry out, the latest of each. */
  readonly executions: readonly ExecutionView[];
  /** Since the snapshot only; what was before is asked for with `account.equityHistory`. */
  readonly equity: readonly EquityPoint[];
  /** By venue. */
  readonly connections: Readonly<Record<string, ConnectionView>>;
  /** By instrument. */
  readonly feedStates: Readonly<Record<string, FeedStateView>>;
  /** By instrument, of those that were watched last. */
  readonly watched: Readonly<Record<string, WatchedMarket>>;
};

/** The order book and the latest trades, newest last. */
export type WatchedMarket = {
  readonly book: BookView | null;
  readonly trades: readonly MarketTradeView[];
};

export const MOST_KEPT = {
  refusals: 200,
  fills: 1000,
  trades: 1000,
  executions: 500,
  equity: 5000,
  orders: 1000,
  marketTrades: 200,
  watchedMarkets: 48,
} as const;

export function fromSnapshot(snapshot: Snapshot): ReplicaState {
  return {
    sequence: snapshot.sequence,
    snapshotMs: snapshot.nowMs,
    ...withAccounts(keyed(snapshot.accounts, (account) => account.id)),
    reconciliations: keyed(snapshot.reconciliations, (one) => one.accountId),
    alarms: keyed(snapshot.alarms, (alarm) => alarm.key),
    bots: keyed(snapshot.bots, (bot) => bot.config.id),
    orders: keyed(snapshot.orders.slice(-MOST_KEPT.orders), (order) => order.clientOrderId),
    refusals: snapshot.refusals.slice(-MOST_KEPT.refusals),
    jobs: keyed(snapshot.jobs, (job) => job.jobId),
    prices: keyed(snapshot.prices, (price) => price.instrumentId),
    halt: snapshot.halt,
    riskModes: keyed(snapshot.riskModes, (mode) => mode.group),
    settings: snapshot.settings,
    fills: [],
    trades: [],
    executions: [],
    equity: [],
    connections: keyed(snapshot.connections, (connection) => connection.venue),
    feedStates: keyed(snapshot.feedStates, (feed) => feed.instrumentId),
    watched: {},
  };
}

export function withAccounts(
  accounts: Readonly<Record<string, AccountView>>,
): Pick<ReplicaState, 'account' | 'accounts'> {
  const account = Object.values(accounts).find(({ paper }) => paper);
  if (account === undefined) throw new Error('accounts are without one of paper, expected one in every snapshot');
  return { account, accounts };
}

function keyed<T>(items: readonly T[], keyOf: (item: T) => string): Readonly<Record<string, T>> {
  return Object.fromEntries(items.map((item) => [keyOf(item), item]));
}
