import type { CoreEvent } from '../../core/core-types.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { isListed } from '../symbols.ts';
import { accountPosition, executionReport } from './user-events.ts';

type BalanceEvent = Extract<CoreEvent, { kind: 'balance' }>;
/** Sends one event to one subscription. */
export type UserListener = (event: unknown) => void;

/** What happens to the account, told to every subscription, with the faults user streams have. */
export class UserHub {
  readonly #desk: BinanceDesk;
  readonly #listeners = new Set<UserListener>();
  readonly #balances = new Map<string, BalanceEvent>();
  #executions = 9_000;
  #held: unknown;

  constructor(desk: BinanceDesk) {
    this.#desk = desk;
  }

  get size(): number {
    return this.#listeners.size;
  }

  join(listener: UserListener): void {
    this.#listeners.add(listener);
  }

  leave(listener: UserListener): void {
    this.#listeners.delete(listener);
  }

  onEvent(event: CoreEvent): void {
    if (event.kind === 'order' && isListed({ quote: event.order.symbol.split('-')[1] ?? '' })) {
      this.#executions += 1;
      this.#tell(executionReport(this.#desk, event, this.#executions), event.order.symbol);
    }
    if (event.kind !== 'balance' || event.asset === 'USD') return;
    if (this.#balances.size === 0) queueMicrotask(() => this.#tellBalances());
    this.#balances.set(event.asset, event);
  }

  #tellBalances(): void {
    const balances = [...this.#balances.values()];
    this.#balances.clear();
    this.#send(accountPosition(this.#desk, balances));
  }

  #tell(report: unknown, symbol: string): void {
    const { faults } = this.#desk;
    if (faults.strike('userStreamTerminated', symbol)) {
      this.#send({ e: 'eventStreamTerminated', E: this.#desk.core.nowMs() });
      this.#listeners.clear();
      return;
    }
    if (faults.strike('userEventNever', symbol)) return;
    const late = faults.strike('userEventLate', symbol);
    if (late) {
      setTimeout(() => this.#send(report), Number(late.value ?? 500)).unref();
      return;
    }
    if (this.#held === undefined && faults.strike('userEventOutOfOrder', symbol)) {
      this.#held = report;
      return;
    }
    this.#send(report);
    if (faults.strike('userEventTwice', symbol)) this.#send(report);
    if (this.#held !== undefined) this.#send(this.#held);
    this.#held = undefined;
  }

  #send(event: unknown): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
