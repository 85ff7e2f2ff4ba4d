import type { Timers } from './timers.ts';

/** Where a pause outlives us: what the exchange forbade stays forbidden over a restart. */
export interface PauseStore {
  /** Null when none is kept. */
  load(): KeptPause | null;
  save(pause: KeptPause): void;
}

/** Until when by the wall clock, and how long that was when it was kept: by a clock that was set back it is never longer. */
export type KeptPause = { readonly untilMs: number; readonly lengthMs: number };

/** The longest ban an exchange is known to give. A kept time beyond it comes from a clock that was wrong. */
const LONGEST_KEPT_PAUSE_MS = 3 * 24 * 3_600_000;
/** A machine's clock may run fast by 200 parts in a million: a ban of days would end a minute early by it. */
const DRIFT_SHARE = 200e-6;
/** Of a shorter pause that is less than the way to the exchange and back. */
const SHORT_PAUSE_MS = 60_000;

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
    const kept = store.load();
    if (kept === null) return;
    const nowMs = timers.nowMs();
    const leftMs = Math.min(kept.untilMs - nowMs, kept.lengthMs, LONGEST_KEPT_PAUSE_MS);
    if (leftMs <= 0) return;
    this.#untilMonotonicMs = timers.monotonicMs() + leftMs;
    // Or each further start would begin it anew.
    if (nowMs + leftMs < kept.untilMs) store.save({ untilMs: nowMs + leftMs, lengthMs: leftMs });
  }

  /** Whether it became longer. */
  extend(untilMs: number): boolean {
    const nowMs = this.#timers.nowMs();
    const pauseMs = untilMs - nowMs;
    const surePauseMs = pauseMs > SHORT_PAUSE_MS ? pauseMs + Math.ceil(pauseMs * DRIFT_SHARE) : pauseMs;
    const untilMonotonicMs = this.#timers.monotonicMs() + surePauseMs;
    if (!(untilMonotonicMs > this.#untilMonotonicMs) || pauseMs <= 0) return false;
    this.#untilMonotonicMs = untilMonotonicMs;
    this.#store.save({ untilMs: nowMs + surePauseMs, lengthMs: surePauseMs });
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
