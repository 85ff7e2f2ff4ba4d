import type { GovernorMemory, Journal, JournalState, Watermarks } from '../../../src-main/engine/ports/journal.ts';
import type { AccountGroup } from '../../../src-main/model/account.ts';
import type { Fill } from '../../../src-main/model/fill.ts';
import type { Order, OrderState } from '../../../src-main/model/order.ts';
import { isOpenOrder } from '../../../src-main/model/order.ts';
import { NORMAL } from '../../../src-main/model/risk-mode.ts';

const nothing = (): void => undefined;

/** A journal of long races: it keeps what a restart needs and copies nothing, since nothing it is given is ever changed. */
export class LeanJournal implements Journal {
  readonly #bots = new Map<string, JournalState['bots'][number]>();
  readonly #fills = new Map<string, Fill>();
  readonly #open = new Map<string, { readonly order: Order; readonly state: OrderState }>();
  readonly #days = new Map();
  readonly #latestMs: number[] = [];
  readonly governors = new Map<AccountGroup, GovernorMemory>();
  halt: JournalState['halt'] = null;

  load(): JournalState {
    return {
      bots: [...this.#bots.values()],
      fills: [...this.#fills.values()],
      openOrders: [...this.#open.values()],
      brackets: new Map(),
      halt: this.halt,
      days: new Map(this.#days),
      governors: new Map(this.governors),
      latestOrdersMs: [...this.#latestMs],
      accounts: [],
      transfers: [],
      ignored: [],
    };
  }

  recordBot: Journal['recordBot'] = (config, state) => void this.#bots.set(config.id, { config, state });
  removeBot = nothing;
  recordBracket = nothing;
  recordAccount = nothing;
  recordTransfer = nothing;
  recordIgnored = nothing;
  recordIntent: Journal['recordIntent'] = (order, state) => {
    this.#open.set(order.clientOrderId, { order, state });
    this.#latestMs.push(order.createdMs);
    if (this.#latestMs.length > 1000) this.#latestMs.shift();
  };
  recordOrderState: Journal['recordOrderState'] = (id, state) => {
    const known = this.#open.get(id);
    if (known === undefined) throw new Error(`order ${id} is not open`);
    if (isOpenOrder(state)) this.#open.set(id, { order: known.order, state });
    else this.#open.delete(id);
  };
  recordFill: Journal['recordFill'] = (fill) => {
    if (this.#fills.has(fill.fillId)) return false;
    this.#fills.set(fill.fillId, fill);
    return true;
  };
  recordHalt: Journal['recordHalt'] = (reason, timeMs) => {
    this.halt = { reason, timeMs };
  };
  recordRelease = (): void => {
    this.halt = null;
  };
  recordDay: Journal['recordDay'] = (accountId, day) => void this.#days.set(accountId, day);
  recordRiskMode: Journal['recordRiskMode'] = ({ group, mode }) => this.#remember(group, { mode });
  recordMarks(group: AccountGroup, marks: Watermarks): void {
    this.#remember(group, { marks });
  }

  #remember(group: AccountGroup, part: Partial<GovernorMemory>): void {
    this.governors.set(group, { ...(this.governors.get(group) ?? { mode: NORMAL, marks: null }), ...part });
  }
}
