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
  /** As much of the others as lay below the reserve when it was told. */
  readonly #othersBelowReserve: RollingWindow;
  readonly #ceiling: number;

  constructor(limit: BudgetLimit) {
    this.limit = limit;
    this.#own = new RollingWindow(limit.windowMs);
    this.#others = new RollingWindow(limit.windowMs);
    this.#othersBelowReserve = new RollingWindow(limit.windowMs);
    this.#ceiling = limit.limit - Math.floor(limit.limit * RESERVE_SHARE);
  }

  fits(cost: number, priority: RequestPriority, nowMs: number): boolean {
    const own = this.#own.used(nowMs);
    if (isUrgent(priority)) return own + this.#othersBelowReserve.used(nowMs) + cost <= this.limit.limit;
    const others = this.#others.used(nowMs);
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
    const own = this.#own.used(nowMs);
    this.#others.add(nowMs, used - own - this.#others.used(nowMs));
    this.#othersBelowReserve.add(nowMs, Math.min(used, this.#ceiling) - own - this.#othersBelowReserve.used(nowMs));
  }

  /** When less will be used than now; undefined when nothing is. */
  nextChangeMs(nowMs: number): number | undefined {
    const nextMs = Math.min(
      this.#own.nextExpiryMs(nowMs) ?? Number.POSITIVE_INFINITY,
      this.#others.nextExpiryMs(nowMs) ?? Number.POSITIVE_INFINITY,
      this.#othersBelowReserve.nextExpiryMs(nowMs) ?? Number.POSITIVE_INFINITY,
    );
    return nextMs === Number.POSITIVE_INFINITY ? undefined : nextMs;
  }

  state(nowMs: number): BudgetState {
    return { ...this.limit, used: this.#own.used(nowMs) + this.#others.used(nowMs) };
  }
}
