import type { FactView } from '../../src-preload/contract/facts.ts';
import type { OrderView, RefusalView, TradeView } from '../../src-preload/contract/views.ts';
import { listOf, openDraft, type ReplicaDraft, recordOf } from './replica-draft.ts';
import { MOST_KEPT, type ReplicaState, type WatchedMarket, withAccounts } from './replica-state.ts';

type Kind = FactView['kind'];
type Apply<K extends Kind> = (draft: ReplicaDraft, fact: Extract<FactView, { kind: K }>) => void;

/** Adds what is not there already: a batch may overlap the snapshot. The newest is likeliest to be the same one. */
function add<T>(list: T[], item: T, isSame: (a: T, b: T) => boolean): void {
  if (list.findLastIndex((known) => isSame(known, item)) === -1) list.push(item);
}

export function isOver(state: OrderView['state']): boolean {
  return state === 'filled' || state === 'cancelled' || state === 'refused';
}

/** A trade has no id of its own; two of one bot never share all of this. */
export function tradeKey(trade: TradeView): string {
  const { botId, entryTimeMs, exitTimeMs, exitPrice, quantity } = trade;
  return [botId, entryTimeMs, exitTimeMs, exitPrice, quantity].join(':');
}

/** Times first: nearly every other one is told apart by a number. */
function isSameTrade(a: TradeView, b: TradeView): boolean {
  return a.exitTimeMs === b.exitTimeMs && tradeKey(a) === tradeKey(b);
}

function isSameRefusal(a: RefusalView, b: RefusalView): boolean {
  return a.timeMs === b.timeMs && a.botId === b.botId && a.rule === b.rule && a.actual === b.actual;
}

const NOTHING_SEEN: WatchedMarket = { book: null, trades: [] };

/** Beyond the bound the one that was watched first goes: in a window nobody looks at so many. */
function watch(draft: ReplicaDraft, instrumentId: string, change: (market: WatchedMarket) => WatchedMarket): void {
  const watched = recordOf(draft, 'watched');
  const known = watched[instrumentId];
  watched[instrumentId] = change(known ?? NOTHING_SEEN);
  if (known !== undefined) return;
  const [oldest, ...others] = Object.keys(watched);
  if (oldest !== undefined && others.length >= MOST_KEPT.watchedMarkets) delete watched[oldest];
}

/** One entry a kind: a new kind of fact does not compile until its place here is named. */
const APPLY: { readonly [K in Kind]: Apply<K> } = {
  bot: (draft, { bot }) => {
    recordOf(draft, 'bots')[bot.config.id] = bot;
  },
  botRemoved: (draft, { botId }) => {
    if (botId in draft.state.bots) delete recordOf(draft, 'bots')[botId];
  },
  account: (draft, { account }) => {
    recordOf(draft, 'accounts')[account.id] = account;
  },
  accountClosed: (draft, { accountId }) => {
    delete recordOf(draft, 'accounts')[accountId];
    delete recordOf(draft, 'reconciliations')[accountId];
  },
  reconciliation: (draft, { reconciliation }) => {
    recordOf(draft, 'reconciliations')[reconciliation.accountId] = reconciliation;
  },
  alarm: (draft, { alarm, isOver }) => {
    const alarms = recordOf(draft, 'alarms');
    if (isOver) delete alarms[alarm.key];
    else alarms[alarm.key] = alarm;
  },
  equity: (draft, { timeMs, equity }) => {
    const last = draft.state.equity.at(-1);
    // Live points come in order, so only the last can be the same one again.
    if (last === undefined || timeMs > last.timeMs) listOf(draft, 'equity').push({ timeMs, equity });
  },
  decision: (draft, { decision }) => {
    const bot = draft.state.bots[decision.botId];
    if (bot !== undefined) recordOf(draft, 'bots')[decision.botId] = { ...bot, decision };
  },
  order: (draft, { order }) => {
    recordOf(draft, 'orders')[order.clientOrderId] = order;
  },
  fill: (draft, { fill }) =>
    add(listOf(draft, 'fills'), fill, (a, b) => a.timeMs === b.timeMs && a.fillId === b.fillId),
  trade: (draft, { trade }) => add(listOf(draft, 'trades'), trade, isSameTrade),
  execution: (draft, { execution }) => {
    const executions = listOf(draft, 'executions');
    const at = executions.findIndex(({ parentId }) => parentId === execution.parentId);
    if (at !== -1) executions.splice(at, 1);
    executions.push(execution);
  },
  refused: (draft, { refusal }) => add(listOf(draft, 'refusals'), refusal, isSameRefusal),
  halt: (draft, { halt }) => {
    draft.state.halt = halt;
  },
  riskMode: (draft, { mode }) => {
    recordOf(draft, 'riskModes')[mode.group] = mode;
  },
  prices: (draft, { prices }) => {
    const known = recordOf(draft, 'prices');
    for (const price of prices) known[price.instrumentId] = price;
  },
  job: (draft, { job }) => {
    recordOf(draft, 'jobs')[job.jobId] = job;
  },
  settings: (draft, { settings }) => {
    draft.state.settings = settings;
  },
  connection: (draft, { connection }) => {
    recordOf(draft, 'connections')[connection.venue] = connection;
  },
  connectionRemoved: (draft, { venue }) => {
    delete recordOf(draft, 'connections')[venue];
  },
  feedStates: (draft, { states }) => {
    const known = recordOf(draft, 'feedStates');
    for (const feed of states) known[feed.instrumentId] = feed;
  },
  book: (draft, { book }) => watch(draft, book.instrumentId, (market) => ({ ...market, book })),
  marketTrades: (draft, { instrumentId, trades }) =>
    watch(draft, instrumentId, (market) => ({
      ...market,
      trades: [...market.trades, ...trades].slice(-MOST_KEPT.marketTrades),
    })),
  // These are told to listeners as they come; nothing of them stays.
  candle: () => undefined,
  notice: () => undefined,
  ownStrategies: () => undefined,
  workspaces: () => undefined,
  drawings: () => undefined,
  alerts: () => undefined,
  alertFired: () => undefined,
  // The account itself is told beside it.
  transfer: () => undefined,
  closeQuestion: () => undefined,
  openPage: () => undefined,
};

const BOUNDED_LISTS = ['fills', 'trades', 'refusals', 'executions', 'equity'] as const;

/** Once for all facts of a frame: what is beyond the bounds goes, and paper is found among the accounts. */
function finish(draft: ReplicaDraft): ReplicaState {
  const { state, copied } = draft;
  for (const part of BOUNDED_LISTS) {
    const extra = state[part].length - MOST_KEPT[part];
    if (extra > 0) listOf(draft, part).splice(0, extra);
  }
  if (copied.has('orders')) dropOldOrders(recordOf(draft, 'orders'));
  if (copied.has('accounts')) Object.assign(state, withAccounts(state.accounts));
  return state;
}

/** Beyond the bound the oldest orders that are over go; one still at work never does. */
function dropOldOrders(orders: Record<string, OrderView>): void {
  let extra = Object.keys(orders).length - MOST_KEPT.orders;
  for (const id in orders) {
    if (extra <= 0) return;
    const order = orders[id];
    if (order === undefined || !isOver(order.state)) continue;
    delete orders[id];
    extra -= 1;
  }
}

/** The state with these facts in it, in their order. */
export function applyFacts(before: ReplicaState, facts: readonly FactView[]): ReplicaState {
  const draft = openDraft(before);
  for (const fact of facts) {
    const apply = APPLY[fact.kind] as (draft: ReplicaDraft, fact: FactView) => void;
    apply(draft, fact);
  }
  return finish(draft);
}
