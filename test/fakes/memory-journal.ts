import type {
  GovernorMemory,
  IgnoredFinding,
  Journal,
  JournalState,
  RiskDay,
  RiskModeRecord,
  Watermarks,
} from '../../src-main/engine/ports/journal.ts';
import type { Account, AccountGroup } from '../../src-main/model/account.ts';
import type { BotConfig, BotState } from '../../src-main/model/bot.ts';
import type { Bracket } from '../../src-main/model/bracket.ts';
import type { Fill } from '../../src-main/model/fill.ts';
import { MOST_ORDERS_PER_MINUTE } from '../../src-main/model/governor-limits.ts';
import type { Order, OrderState } from '../../src-main/model/order.ts';
import { isOpenOrder } from '../../src-main/model/order.ts';
import type { OrderStory } from '../../src-main/model/order-story.ts';
import { NORMAL } from '../../src-main/model/risk-mode.ts';
import type { Transfer } from '../../src-main/model/transfer.ts';

/** What is on the disk of a MemoryJournal: it outlives the journal that writes it. */
export type MemoryDisk = {
  readonly bots: Map<string, { config: BotConfig; state: BotState }>;
  readonly orders: Map<string, { order: Order; state: OrderState }>;
  readonly fills: Map<string, Fill>;
  readonly brackets: Map<string, Bracket>;
  halt: JournalState['halt'];
  readonly days: Map<string, RiskDay>;
  readonly governors: Map<AccountGroup, GovernorMemory>;
  readonly accounts: Map<string, JournalState['accounts'][number]>;
  readonly transfers: Transfer[];
  readonly ignored: Map<string, IgnoredFinding>;
};

export function emptyDisk(): MemoryDisk {
  return {
    bots: new Map(),
    orders: new Map(),
    fills: new Map(),
    brackets: new Map(),
    halt: null,
    days: new Map(),
    governors: new Map(),
    accounts: new Map(),
    transfers: [],
    ignored: new Map(),
  };
}

/** What became of a write: on disk, lost with the process, or refused by a broken disk. */
export type WriteFate = 'write' | 'lose' | 'fail';

/**
 * A Journal in memory that keeps the contract of the one on disk. `fate` decides each write by its number, from 1: a
 * crash is every write from some number on being lost, a broken disk is a write that fails.
 */
export class MemoryJournal implements Journal {
  readonly disk: MemoryDisk;
  readonly calls: string[] = [];
  /** Of orders that left, by their id. */
  readonly stories = new Map<string, OrderStory>();
  readonly #fate: (call: number, what: string) => WriteFate;

  constructor(disk: MemoryDisk = emptyDisk(), fate: (call: number, what: string) => WriteFate = () => 'write') {
    this.disk = disk;
    this.#fate = fate;
  }

  load(): JournalState {
    const { bots, orders, fills, accounts, ignored, ...rest } = this.disk;
    const openOrders = [...orders.values()].filter(({ state }) => isOpenOrder(state));
    const latestOrdersMs = [...orders.values()].map(({ order }) => order.createdMs).slice(-MOST_ORDERS_PER_MINUTE);
    const lists = { bots: [...bots.values()], fills: [...fills.values()], openOrders, latestOrdersMs };
    const live = {
      accounts: [...accounts.values()].sort(({ account: { id } }, { account }) => (id < account.id ? -1 : 1)),
      ignored: [...ignored.values()].sort((left, right) => (left.key < right.key ? -1 : 1)),
    };
    return structuredClone({ ...lists, ...live, ...rest });
  }

  recordBot(config: BotConfig, state: BotState): void {
    this.#write(`bot ${config.id} ${state}`, () => this.disk.bots.set(config.id, structuredClone({ config, state })));
  }

  removeBot(botId: string): void {
    this.#write(`remove ${botId}`, () => this.disk.bots.delete(botId));
  }

  recordIntent(order: Order, state: 'intent' | 'sent', _timeMs: number, story: OrderStory | null = null): void {
    const { clientOrderId } = order;
    this.#write(`intent ${clientOrderId}`, () => {
      if (this.disk.orders.has(clientOrderId)) throw new Error(`order ${clientOrderId} was recorded before`);
      this.disk.orders.set(clientOrderId, structuredClone({ order, state }));
      if (story !== null) this.stories.set(clientOrderId, structuredClone(story));
    });
  }

  recordBracket(clientOrderId: string, bracket: Bracket): void {
    this.#write(`bracket ${clientOrderId}`, () => this.disk.brackets.set(clientOrderId, structuredClone(bracket)));
  }

  recordOrderState(clientOrderId: string, state: OrderState): void {
    this.#write(`${state} ${clientOrderId}`, () => {
      const known = this.disk.orders.get(clientOrderId);
      if (known === undefined) throw new Error(`order ${clientOrderId} was never recorded`);
      known.state = state;
    });
  }

  recordFill(fill: Fill): boolean {
    const known = this.disk.fills.get(fill.fillId);
    this.#write(`fill ${fill.fillId}`, () => {
      if (known === undefined) {
        this.disk.fills.set(fill.fillId, structuredClone(fill));
        return;
      }
      const fields = (Object.keys(fill) as (keyof Fill)[]).filter((field) => field !== 'costs');
      const differing = fields.find((field) => known[field] !== fill[field]);
      if (differing !== undefined) throw new Error(`fill ${fill.fillId} was recorded with another ${differing}`);
    });
    return known === undefined;
  }

  recordHalt(reason: string, timeMs: number): void {
    this.#write('halt', () => {
      this.disk.halt = { reason, timeMs };
    });
  }

  recordRelease(): void {
    this.#write('release', () => {
      this.disk.halt = null;
    });
  }

  recordAccount(account: Account, isOpen: boolean): void {
    this.#write(`account ${account.id}`, () => this.disk.accounts.set(account.id, { account, isOpen }));
  }

  recordTransfer(transfer: Transfer): void {
    this.#write(`transfer ${transfer.transferId}`, () => void this.disk.transfers.push(structuredClone(transfer)));
  }

  recordIgnored(ignored: IgnoredFinding): void {
    this.#write(`ignored ${ignored.key}`, () => this.disk.ignored.set(`${ignored.venue} ${ignored.key}`, ignored));
  }

  recordDay(accountId: string, day: RiskDay): void {
    this.#write(`day of ${accountId}`, () => this.disk.days.set(accountId, day));
  }

  recordRiskMode({ group, mode }: RiskModeRecord): void {
    this.#write(`mode ${group} ${mode.kind}`, () => this.#remember(group, { mode }));
  }

  recordMarks(group: AccountGroup, marks: Watermarks): void {
    this.#write(`marks ${group}`, () => this.#remember(group, { marks }));
  }

  #remember(group: AccountGroup, part: Partial<GovernorMemory>): void {
    const known = this.disk.governors.get(group) ?? { mode: NORMAL, marks: null };
    this.disk.governors.set(group, structuredClone({ ...known, ...part }));
  }

  #write(what: string, write: () => void): void {
    this.calls.push(what);
    const fate = this.#fate(this.calls.length, what);
    if (fate === 'fail') throw new Error(`disk is full at "${what}"`);
    if (fate === 'write') write();
  }
}
