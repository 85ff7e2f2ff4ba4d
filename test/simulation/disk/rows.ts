import type {
  GovernorMemory,
  IgnoredFinding,
  JournalState,
  RiskDay,
  RiskModeRecord,
  Watermarks,
} from '../../../src-main/engine/ports/journal.ts';
import type { Account, AccountGroup } from '../../../src-main/model/account.ts';
import type { BotConfig, BotState } from '../../../src-main/model/bot.ts';
import type { Bracket } from '../../../src-main/model/bracket.ts';
import type { Fill } from '../../../src-main/model/fill.ts';
import { MOST_ORDERS_PER_MINUTE } from '../../../src-main/model/governor-limits.ts';
import type { Order, OrderState } from '../../../src-main/model/order.ts';
import { isOpenOrder } from '../../../src-main/model/order.ts';
import { NORMAL } from '../../../src-main/model/risk-mode.ts';
import type { Transfer } from '../../../src-main/model/transfer.ts';

/** What is written, as it lies on the disk: nothing is ever changed, the latest row of a thing counts. */
export type Row =
  | { readonly kind: 'bot'; readonly config: BotConfig; readonly state: BotState }
  | { readonly kind: 'botRemoved'; readonly botId: string }
  | { readonly kind: 'intent'; readonly order: Order; readonly state: 'intent' | 'sent' }
  | { readonly kind: 'bracket'; readonly clientOrderId: string; readonly bracket: Bracket }
  | { readonly kind: 'state'; readonly clientOrderId: string; readonly state: OrderState; readonly reason: string }
  | { readonly kind: 'fill'; readonly fill: Fill }
  | { readonly kind: 'halt'; readonly reason: string; readonly timeMs: number }
  | { readonly kind: 'release' }
  | { readonly kind: 'day'; readonly accountId: string; readonly day: RiskDay }
  | { readonly kind: 'riskMode'; readonly record: RiskModeRecord }
  | { readonly kind: 'marks'; readonly group: AccountGroup; readonly marks: Watermarks }
  | { readonly kind: 'account'; readonly account: Account; readonly isOpen: boolean }
  | { readonly kind: 'transfer'; readonly transfer: Transfer }
  | { readonly kind: 'ignored'; readonly ignored: IgnoredFinding };

export type KnownOrder = { readonly order: Order; readonly state: OrderState };

/** What rows come to, kept up to date row by row. */
export class Digest {
  readonly bots = new Map<string, { readonly config: BotConfig; readonly state: BotState }>();
  readonly orders = new Map<string, KnownOrder>();
  readonly fills = new Map<string, Fill>();
  readonly brackets = new Map<string, Bracket>();
  halt: JournalState['halt'] = null;
  readonly days = new Map<string, RiskDay>();
  readonly governors = new Map<AccountGroup, GovernorMemory>();
  readonly accounts = new Map<string, JournalState['accounts'][number]>();
  readonly transfers: Transfer[] = [];
  readonly ignored = new Map<string, IgnoredFinding>();

  /** Why the row contradicts those before it, as the database would notice; null when it does not. */
  problemOf(row: Row): string | null {
    if (row.kind === 'intent' && this.orders.has(row.order.clientOrderId)) {
      return `order ${row.order.clientOrderId} was recorded before`;
    }
    if (row.kind !== 'state' || this.orders.has(row.clientOrderId)) return null;
    return `order ${row.clientOrderId} was never recorded`;
  }

  take(row: Row): void {
    switch (row.kind) {
      case 'bot':
        this.bots.set(row.config.id, { config: row.config, state: row.state });
        return;
      case 'botRemoved':
        this.bots.delete(row.botId);
        return;
      case 'intent':
        this.orders.set(row.order.clientOrderId, { order: row.order, state: row.state });
        return;
      case 'bracket':
        this.brackets.set(row.clientOrderId, row.bracket);
        return;
      case 'state': {
        const known = this.orders.get(row.clientOrderId);
        if (known !== undefined) this.orders.set(row.clientOrderId, { order: known.order, state: row.state });
        return;
      }
      case 'fill':
        this.fills.set(row.fill.fillId, row.fill);
        return;
      case 'halt':
        this.halt = { reason: row.reason, timeMs: row.timeMs };
        return;
      case 'release':
        this.halt = null;
        return;
      case 'day':
        this.days.set(row.accountId, row.day);
        return;
      case 'riskMode':
        this.#remember(row.record.group, { mode: row.record.mode });
        return;
      case 'marks':
        this.#remember(row.group, { marks: row.marks });
        return;
      case 'account':
        this.accounts.set(row.account.id, { account: row.account, isOpen: row.isOpen });
        return;
      case 'transfer':
        this.transfers.push(row.transfer);
        return;
      case 'ignored':
        this.ignored.set(`${row.ignored.venue} ${row.ignored.key}`, row.ignored);
    }
  }

  #remember(group: AccountGroup, part: Partial<GovernorMemory>): void {
    const known = this.governors.get(group) ?? { mode: NORMAL, marks: null };
    this.governors.set(group, { ...known, ...part });
  }

  toState(): JournalState {
    const { bots, orders, fills, brackets, halt, days, governors } = this;
    const latestOrdersMs = [...orders.values()].map(({ order }) => order.createdMs).slice(-MOST_ORDERS_PER_MINUTE);
    return {
      bots: [...bots.values()].map((bot) => ({ ...bot })),
      fills: [...fills.values()],
      openOrders: [...orders.values()].filter(({ state }) => isOpenOrder(state)),
      brackets: new Map(brackets),
      halt,
      days: new Map(days),
      governors: new Map(governors),
      latestOrdersMs,
      accounts: [...this.accounts].sort(byKey).map(([, account]) => account),
      transfers: [...this.transfers],
      ignored: [...this.ignored].sort(byKey).map(([, ignored]) => ignored),
    };
  }
}

const byKey = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;

export function digestOf(rows: readonly Row[]): Digest {
  const digest = new Digest();
  for (const row of rows) digest.take(row);
  return digest;
}
