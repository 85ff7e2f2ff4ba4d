import type {
  IgnoredFinding,
  Journal,
  JournalState,
  RiskDay,
  RiskModeRecord,
  Watermarks,
} from '../../../src-main/engine/ports/journal.ts';
import type { Account, AccountGroup } from '../../../src-main/model/account.ts';
import type { BotConfig, BotState } from '../../../src-main/model/bot.ts';
import type { Bracket } from '../../../src-main/model/bracket.ts';
import type { Fill } from '../../../src-main/model/fill.ts';
import type { Order, OrderState } from '../../../src-main/model/order.ts';
import type { Transfer } from '../../../src-main/model/transfer.ts';
import type { Digest, Row } from './rows.ts';
import { digestOf } from './rows.ts';
import type { SimulatedDisk } from './simulated-disk.ts';

export type JournalWatch = {
  /** `before` the row is written, `torn` between writing and syncing, `after` both. May end the life of the process. */
  readonly step: (moment: 'before' | 'torn' | 'after', row: Row) => void;
  readonly failed: (row: Row, error: unknown) => void;
};

const NO_WATCH: JournalWatch = { step: () => undefined, failed: () => undefined };

/** The Journal over a simulated disk, with the contract of the one in SQLite: each call returns after its row is synced. */
export class SimulatedJournal implements Journal {
  readonly #disk: SimulatedDisk;
  readonly #watch: JournalWatch;
  readonly #digest: Digest;

  constructor(disk: SimulatedDisk, watch: JournalWatch = NO_WATCH) {
    this.#disk = disk;
    this.#watch = watch;
    this.#digest = digestOf(disk.rows);
  }

  load(): JournalState {
    return this.#digest.toState();
  }

  recordBot(config: BotConfig, state: BotState): void {
    this.#write({ kind: 'bot', config: { ...config }, state });
  }

  removeBot(botId: string): void {
    this.#write({ kind: 'botRemoved', botId });
  }

  recordIntent(order: Order, state: 'intent' | 'sent'): void {
    this.#write({ kind: 'intent', order, state });
  }

  recordBracket(clientOrderId: string, bracket: Bracket): void {
    this.#write({ kind: 'bracket', clientOrderId, bracket });
  }

  recordOrderState(clientOrderId: string, state: OrderState, reason: string): void {
    this.#write({ kind: 'state', clientOrderId, state, reason });
  }

  recordFill(fill: Fill): boolean {
    const known = this.#digest.fills.get(fill.fillId);
    if (known === undefined) {
      this.#write({ kind: 'fill', fill });
      return true;
    }
    const fields = (Object.keys(fill) as (keyof Fill)[]).filter((field) => field !== 'costs');
    const differing = fields.find((field) => known[field] !== fill[field]);
    if (differing !== undefined) throw new Error(`fill ${fill.fillId} was recorded with another ${differing}`);
    return false;
  }

  recordHalt(reason: string, timeMs: number): void {
    this.#write({ kind: 'halt', reason, timeMs });
  }

  recordRelease(): void {
    this.#write({ kind: 'release' });
  }

  recordDay(accountId: string, day: RiskDay): void {
    this.#write({ kind: 'day', accountId, day });
  }

  recordRiskMode(record: RiskModeRecord): void {
    this.#write({ kind: 'riskMode', record });
  }

  recordMarks(group: AccountGroup, marks: Watermarks): void {
    this.#write({ kind: 'marks', group, marks });
  }

  recordAccount(account: Account, isOpen: boolean): void {
    this.#write({ kind: 'account', account, isOpen });
  }

  recordTransfer(transfer: Transfer): void {
    this.#write({ kind: 'transfer', transfer });
  }

  recordIgnored(ignored: IgnoredFinding): void {
    this.#write({ kind: 'ignored', ignored });
  }

  #write(row: Row): void {
    const problem = this.#digest.problemOf(row);
    if (problem !== null) throw new Error(problem);
    this.#watch.step('before', row);
    try {
      this.#disk.write(row);
      this.#watch.step('torn', row);
      this.#disk.sync();
      this.#digest.take(row);
    } catch (error) {
      this.#watch.failed(row, error);
      throw error;
    }
    this.#watch.step('after', row);
  }
}
