import type { Disposable } from '../../base/disposable.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Clock } from '../ports/clock.ts';

type Timer = { dueMs: TimestampMs; readonly periodMs: number; readonly callback: () => void };

/** A clock that stands still until it is told the time: backtests and tests. */
export class SimulatedClock implements Clock {
  readonly #timers: Timer[] = [];
  // A tape of candles moves the clock millions of times: a field that was a double from the start is written in place, a
  // closure's variable, or a field that began as undefined, costs an allocation each time.
  #nowMs: TimestampMs = Number.NaN;
  #nextDueMs = Number.POSITIVE_INFINITY;
  #advancing = false;

  constructor(startMs: TimestampMs) {
    if (!Number.isFinite(startMs))
      throw new RangeError(`startMs is ${startMs}, expected a finite time in milliseconds`);
    this.#nowMs = startMs;
  }

  nowMs(): TimestampMs {
    return this.#nowMs;
  }

  /**
   * Moves to `timeMs` and calls back everything that falls due on the way, in order of its due time (ties in order of
   * registration); during a callback the clock shows that due time. Throws RangeError on a step back or from a callback.
   */
  advanceTo(timeMs: TimestampMs): void {
    if (this.#advancing) throw new RangeError('advanceTo was called from a callback of the same clock');
    if (!(timeMs >= this.#nowMs)) throw new RangeError(`timeMs is ${timeMs}, expected ${this.#nowMs} or later`);
    if (this.#nextDueMs <= timeMs) this.#fireDueUpTo(timeMs);
    this.#nowMs = timeMs;
  }

  every(periodMs: number, callback: () => void): Disposable {
    if (!(periodMs > 0)) throw new RangeError(`periodMs is ${periodMs}, expected more than 0`);
    const timer: Timer = { dueMs: this.#nowMs + periodMs, periodMs, callback };
    this.#timers.push(timer);
    this.#refreshNextDue();
    return {
      dispose: () => {
        const index = this.#timers.indexOf(timer);
        if (index >= 0) this.#timers.splice(index, 1);
        this.#refreshNextDue();
      },
    };
  }

  #refreshNextDue(): void {
    this.#nextDueMs = this.#timers.reduce((earliest, { dueMs }) => Math.min(earliest, dueMs), Number.POSITIVE_INFINITY);
  }

  #fireDueUpTo(timeMs: TimestampMs): void {
    this.#advancing = true;
    try {
      while (this.#nextDueMs <= timeMs) {
        const timer = this.#timers.find(({ dueMs }) => dueMs === this.#nextDueMs);
        if (timer === undefined) return;
        this.#nowMs = this.#nextDueMs;
        timer.dueMs += timer.periodMs;
        this.#refreshNextDue();
        timer.callback();
      }
    } finally {
      this.#advancing = false;
    }
  }
}

export function createSimulatedClock(startMs: TimestampMs): SimulatedClock {
  return new SimulatedClock(startMs);
}
