import type { Watermarks } from '../../../src-main/engine/ports/journal.ts';
import type { AccountGroup } from '../../../src-main/model/account.ts';
import { ACCOUNT_GROUPS } from '../../../src-main/model/account.ts';
import { priceFromNumber } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { isOpenOrder, priceOf } from '../../../src-main/model/order.ts';
import type { RiskMode } from '../../../src-main/model/risk-mode.ts';
import { accountsOf, CAPITAL } from '../app/bots.ts';
import type { Row } from '../disk/rows.ts';
import type { Plan } from '../world/plan.ts';

/** An entry that may still fill. */
type OpenEntry = { readonly order: Order; readonly stake: bigint; filled: bigint; spent: bigint };

/** What a bot holds and may come to hold, quote asset. */
export type Stake = { readonly instrumentId: string; readonly held: bigint; long: bigint; short: bigint };

export const groupOf = (accountId: string): AccountGroup => (accountId.startsWith('sim') ? 'live' : 'paper');
/** A part of a plan was valued at its side of the quote, a tick from the price that is known here. */
const PART_OF_PLAN = 998n;

/** What is held and ordered, worked out from the rows of the journal alone and the prices that were told. */
export class Stakes {
  readonly cash = new Map<string, bigint>();
  readonly modes = new Map<AccountGroup, RiskMode>();
  readonly marks = new Map<AccountGroup, Watermarks>();
  readonly #held = new Map<string, { readonly instrumentId: string; readonly accountId: string; quantity: bigint }>();
  readonly #entries = new Map<string, OpenEntry>();
  /** A peak below one that was on disk before; null while there is none. */
  forgotten: bigint | null = null;
  /** Groups whose peaks may be lower the next time they are written down. */
  readonly #mayFall = new Set<AccountGroup>();
  readonly #told: ReadonlyMap<string, number>;

  constructor(plan: Plan, told: ReadonlyMap<string, number>) {
    this.#told = told;
    for (const { id } of accountsOf(plan)) this.cash.set(id, CAPITAL);
  }

  take(row: Row): void {
    if (row.kind === 'release' || row.kind === 'transfer') for (const group of ACCOUNT_GROUPS) this.#mayFall.add(group);
    if (row.kind === 'riskMode') this.#mayFall.add(row.record.group);
    if (row.kind === 'intent' && !row.order.reduceOnly) this.#enter(row.order);
    else if (row.kind === 'state' && !isOpenOrder(row.state)) this.#entries.delete(row.clientOrderId);
    else if (row.kind === 'transfer') this.#pay(row.transfer.accountId, row.transfer.amount);
    else if (row.kind === 'riskMode') this.modes.set(row.record.group, row.record.mode);
    else if (row.kind === 'marks') this.#mark(row.group, row.marks);
    else if (row.kind === 'fill') this.#fill(row.fill);
  }

  price(instrumentId: string): bigint | null {
    const told = this.#told.get(instrumentId);
    return told === undefined ? null : priceFromNumber(told);
  }

  stakeOf(clientOrderId: string): bigint {
    return this.#entries.get(clientOrderId)?.stake ?? 0n;
  }

  quantityOf(botId: string): bigint {
    return this.#held.get(botId)?.quantity ?? 0n;
  }

  /** Null while something that is held has no price. */
  equity(group: AccountGroup): bigint | null {
    let equity = 0n;
    for (const [accountId, cash] of this.cash) if (groupOf(accountId) === group) equity += cash;
    for (const { instrumentId, accountId, quantity } of this.#held.values()) {
      if (quantity === 0n || groupOf(accountId) !== group) continue;
      const price = this.price(instrumentId);
      if (price === null) return null;
      equity += price * quantity;
    }
    return equity;
  }

  /** By bot. */
  of(group: AccountGroup): ReadonlyMap<string, Stake> {
    const stakes = new Map<string, Stake>();
    for (const [botId, { instrumentId, accountId, quantity }] of this.#held) {
      if (quantity === 0n || groupOf(accountId) !== group) continue;
      const held = (this.price(instrumentId) ?? 0n) * quantity;
      stakes.set(botId, { instrumentId, held, long: held > 0n ? held : 0n, short: held < 0n ? -held : 0n });
    }
    for (const entry of this.#entries.values()) {
      const { botId, accountId, instrumentId, side } = entry.order;
      if (groupOf(accountId) !== group) continue;
      const stake = stakes.get(botId) ?? { instrumentId, held: 0n, long: 0n, short: 0n };
      stakes.set(botId, stake);
      if (side === 'buy') stake.long += leftOf(entry);
      else stake.short += leftOf(entry);
    }
    return stakes;
  }

  /** A peak falls by a person's word alone, or with money that left. */
  #mark(group: AccountGroup, marks: Watermarks): void {
    const known = this.marks.get(group);
    if (known !== undefined && marks.peak < known.peak && !this.#mayFall.has(group)) this.forgotten = marks.peak;
    this.#mayFall.delete(group);
    this.marks.set(group, marks);
  }

  #enter(order: Order): void {
    this.#entries.set(order.clientOrderId, { order, stake: this.#worth(order), filled: 0n, spent: 0n });
  }

  /** At its own price, or where it is through the market, there. After a restart as much as is certain. */
  #worth({ size, type, side, instrumentId, parentId }: Order): bigint {
    if (size.kind === 'quote') return size.amount;
    const market = this.price(instrumentId);
    const own = priceOf(type);
    const isThrough =
      market !== null && own !== null && own < market && ('trigger' in type ? side === 'buy' : side === 'sell');
    const price = own === null || isThrough ? (market ?? 0n) : own;
    const worth = price * size.quantity;
    return parentId === undefined ? worth : (worth * PART_OF_PLAN) / 1_000n;
  }

  #fill({
    botId,
    instrumentId,
    accountId,
    clientOrderId,
    side,
    price,
    quantity,
    fee,
  }: Extract<Row, { kind: 'fill' }>['fill']): void {
    const signed = side === 'buy' ? quantity : -quantity;
    const known = this.#held.get(botId) ?? { instrumentId, accountId, quantity: 0n };
    known.quantity += signed;
    this.#held.set(botId, known);
    this.#pay(accountId, -price * signed - fee);
    const entry = this.#entries.get(clientOrderId);
    if (entry === undefined) return;
    entry.filled += quantity;
    entry.spent += price * quantity;
  }

  #pay(accountId: string, amount: bigint): void {
    this.cash.set(accountId, (this.cash.get(accountId) ?? 0n) + amount);
  }
}

/** What of an entry may still come; one that turns positions round counts whole. */
function leftOf({ order: { size, closesOpposite }, stake, filled, spent }: OpenEntry): bigint {
  if (closesOpposite) return stake;
  const left = size.kind === 'quote' ? stake - spent : stake - (stake * filled) / size.quantity;
  return left > 0n ? left : 0n;
}
