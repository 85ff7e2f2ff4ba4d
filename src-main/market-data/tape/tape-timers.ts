import type { Disposable } from '../../base/disposable.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';

type Timer = { dueMs: TimestampMs; readonly periodMs: number | null; readonly callback: () => void };

/** The time on a tape: it stands still between the moments that whoever plays it moves it to. */
export class TapeTimers implements Timers {
  readonly #startMs: TimestampMs;
  readonly #timers = new Set<Timer>();
  #nowMs: TimestampMs;

  constructor(startMs: TimestampMs) {
    this.#startMs = startMs;
    this.#nowMs = startMs;
  }

  nowMs(): TimestampMs {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs - this.#startMs;
  }

  /** The same at every play. */
  chance(): number {
    return 0.5;
  }

  every(periodMs: number, callback: () => void): Disposable {
    if (!(periodMs > 0)) throw new RangeError(`periodMs is ${periodMs}, expected more than 0`);
    return this.#add({ dueMs: this.#nowMs + periodMs, periodMs, callback });
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.#add({ dueMs: this.#nowMs + Math.max(0, delayMs), periodMs: null, callback });
  }

  /** When the next timer falls due; infinity without one. */
  nextDueMs(): TimestampMs {
    return this.#next()?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** Moves to the next timer and calls it back; of several at one time the one that was set first. */
  fireNext(): void {
    const timer = this.#next();
    if (timer === undefined) return;
    this.moveTo(timer.dueMs);
    if (timer.periodMs === null) this.#timers.delete(timer);
    else timer.dueMs += timer.periodMs;
    timer.callback();
  }

  /** Never back: a recording's clock may have been corrected. */
  moveTo(timeMs: TimestampMs): void {
    this.#nowMs = Math.max(this.#nowMs, timeMs);
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (next === undefined || timer.dueMs < next.dueMs) next = timer;
    return next;
  }

  #add(timer: Timer): Disposable {
    this.#timers.add(timer);
    return { dispose: () => void this.#timers.delete(timer) };
  }
}
