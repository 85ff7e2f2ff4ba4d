import type { BudgetState, RequestPriority } from '../engine/ports/exchange.ts';
import { RollingWindow } from './rolling-window.ts';

/** A rate limit to keep: at most `limit` units in any `windowMs`. */
export type BudgetLimit = { readonly name: string; readonly limit: number; readonly windowMs: number };

/** Left for what ends a risk: nobody else may use it. */
const RESERVE_SHARE = 0.2;
/** History waits from here on. */
const HISTORY_SHARE = 0.7;

export const isUrgent = (priority: RequestPriority): boolean => priority === 'cancel' || priority === 'risk';

/**
 * What is used of one budget. Times are monotonic ms. Units of others on our address are known only from what the exchange
 * says; they never take the reserve, so that their greed does not keep us from cancelling.
 */
export class BudgetTally {
  readonly limit: BudgetLimit;
  readonly #own: RollingWindow;
  readonly #others: RollingWindow;
  readonly #ceiling: number;

  constructor(limit: BudgetLimit) {
    this.limit = limit;
    this.#own = new RollingWindow(limit.windowMs);
    this.#others = new RollingWindow(limit.windowMs);
    this.#ceiling = limit.limit - Math.floor(limit.limit * RESERVE_SHARE);
  }

  fits(cost: number, priority: RequestPriority, nowMs: number): boolean {
    const own = this.#own.used(nowMs);
    const others = this.#others.used(nowMs);
    if (isUrgent(priority)) return own + Math.min(others, this.#ceiling) + cost <= this.limit.limit;
    // What is dearer than the ceiling must have the window to itself, or it would never go.
    if (own + others === 0) return cost <= this.limit.limit;
    if (priority === 'history' && own + others >= this.limit.limit * HISTORY_SHARE) return false;
    return own + others + cost <= this.#ceiling;
  }

  take(cost: number, nowMs: number): void {
    this.#own.add(nowMs, cost);
  }

  /** The exchange counts so many: the rest is not ours. Never lowers the count, which would trust its window's beginning. */
  observeUsed(used: number, nowMs: number): void {
    this.#others.add(nowMs, used - this.#own.used(nowMs) - this.#others.used(nowMs));
  }

  /** When less will be used than now; undefined when nothing is. */
  nextChangeMs(nowMs: number): number | undefined {
    const own = this.#own.nextExpiryMs(nowMs);
    const others = this.#others.nextExpiryMs(nowMs);
    return own === undefined || others === undefined ? (own ?? others) : Math.min(own, others);
  }

  state(nowMs: number): BudgetState {
    return { ...this.limit, used: this.#own.used(nowMs) + this.#others.used(nowMs) };
  }
}
