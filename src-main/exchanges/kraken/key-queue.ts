import type { Disposable } from '../../base/disposable.ts';
import type { Timers } from '../../resilience/timers.ts';
import { TURN_PERIOD_MS } from './limits.ts';

type Waiting = {
  /** Lower goes first, then the one that came earlier. */
  readonly rank: number;
  readonly place: number;
  readonly attempt: () => Promise<boolean>;
  /** By the monotonic clock. */
  notBeforeMs: number;
};

/**
 * The private calls of one key, one after the other: nonces must arrive in order, and two requests under way at once may
 * overtake each other. One that finds its budget used up steps aside, so that a list that may wait never holds up a cancel.
 */
export class KeyQueue {
  readonly #timers: Timers;
  readonly #waiting = new Set<Waiting>();
  #isBusy = false;
  #places = 0;
  #wakeUp: Disposable | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** The answer of `attempt`, which is called again while it resolves with undefined: it had no turn. */
  run<T>(rank: number, attempt: () => Promise<T | undefined>): Promise<T> {
    return new Promise((resolve, reject) => {
      const tryOnce = async (): Promise<boolean> => {
        try {
          const answer = await attempt();
          if (answer === undefined) return false;
          resolve(answer);
        } catch (error) {
          reject(error);
        }
        return true;
      };
      this.#waiting.add({ rank, place: this.#places++, attempt: tryOnce, notBeforeMs: 0 });
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      if (await next.attempt()) this.#waiting.delete(next);
      else next.notBeforeMs = this.#timers.monotonicMs() + TURN_PERIOD_MS;
    }
    this.#isBusy = false;
    this.#wakeLater();
  }

  #next(): Waiting | undefined {
    const nowMs = this.#timers.monotonicMs();
    let best: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.notBeforeMs > nowMs) continue;
      if (
        best === undefined ||
        waiting.rank < best.rank ||
        (waiting.rank === best.rank && waiting.place < best.place)
      ) {
        best = waiting;
      }
    }
    return best;
  }

  #wakeLater(): void {
    this.#wakeUp?.dispose();
    this.#wakeUp = null;
    if (this.#waiting.size === 0) return;
    const dueMs = Math.min(...[...this.#waiting].map(({ notBeforeMs }) => notBeforeMs));
    this.#wakeUp = this.#timers.after(Math.max(1, dueMs - this.#timers.monotonicMs()), () => void this.#work());
  }
}
