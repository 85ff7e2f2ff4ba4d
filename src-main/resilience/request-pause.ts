import type { Timers } from './timers.ts';

/** Where a pause outlives us: what the exchange forbade stays forbidden over a restart. */
export interface PauseStore {
  /** Wall clock; null when none is kept. */
  load(): number | null;
  save(untilMs: number): void;
}

/** The longest ban an exchange is known to give. A kept time beyond it comes from a clock that was wrong. */
const LONGEST_KEPT_PAUSE_MS = 3 * 24 * 3_600_000;

/**
 * Until when nothing may leave. Kept as wall time for a restart, and counted on the monotonic clock while we run, so that
 * a leap of the wall clock neither shortens nor stretches it.
 */
export class RequestPause {
  readonly #timers: Timers;
  readonly #store: PauseStore;
  #untilMonotonicMs = Number.NEGATIVE_INFINITY;

  constructor(timers: Timers, store: PauseStore) {
    this.#timers = timers;
    this.#store = store;
    const leftMs = (store.load() ?? 0) - timers.nowMs();
    if (leftMs > 0) this.#untilMonotonicMs = timers.monotonicMs() + Math.min(leftMs, LONGEST_KEPT_PAUSE_MS);
  }

  /** Whether it became longer. */
  extend(untilMs: number): boolean {
    const untilMonotonicMs = this.#timers.monotonicMs() + untilMs - this.#timers.nowMs();
    if (!(untilMonotonicMs > this.#untilMonotonicMs) || untilMonotonicMs <= this.#timers.monotonicMs()) return false;
    this.#untilMonotonicMs = untilMonotonicMs;
    this.#store.save(untilMs);
    return true;
  }

  /** 0 when nothing is paused. */
  leftMs(): number {
    return Math.max(0, this.#untilMonotonicMs - this.#timers.monotonicMs());
  }

  /** By the wall clock as it is now; null when nothing is paused. */
  untilMs(): number | null {
    const leftMs = this.leftMs();
    return leftMs > 0 ? this.#timers.nowMs() + leftMs : null;
  }
}
