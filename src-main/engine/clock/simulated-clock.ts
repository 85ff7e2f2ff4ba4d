import type { Disposable } from '../../base/disposable.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Clock } from '../ports/clock.ts';

type Timer = { dueMs: TimestampMs; readonly periodMs: number; readonly callback: () => void };

/** A clock that stands still until it is told the time: backtests and tests. */
export interface SimulatedClock extends Clock {
  /**
   * Moves to `timeMs` and calls back everything that falls due on the way, in order of its due time (ties in order of
   * registration); during a callback the clock shows that due time. Throws RangeError on a step back or from a callback.
   */
  advanceTo(timeMs: TimestampMs): void;
}

export function createSimulatedClock(startMs: TimestampMs): SimulatedClock {
  if (!Number.isFinite(startMs)) throw new RangeError(`startMs is ${startMs}, expected a finite time in milliseconds`);
  const timers: Timer[] = [];
  let nowMs = startMs;
  let nextDueMs = Number.POSITIVE_INFINITY;
  let advancing = false;

  function refreshNextDue(): void {
    nextDueMs = timers.reduce((earliest, timer) => Math.min(earliest, timer.dueMs), Number.POSITIVE_INFINITY);
  }

  function fireDueUpTo(timeMs: TimestampMs): void {
    while (nextDueMs <= timeMs) {
      const timer = timers.find((candidate) => candidate.dueMs === nextDueMs);
      if (timer === undefined) return;
      nowMs = nextDueMs;
      timer.dueMs += timer.periodMs;
      refreshNextDue();
      timer.callback();
    }
  }

  return {
    nowMs: () => nowMs,
    advanceTo(timeMs) {
      if (advancing) throw new RangeError('advanceTo was called from a callback of the same clock');
      if (!(timeMs >= nowMs)) throw new RangeError(`timeMs is ${timeMs}, expected ${nowMs} or later`);
      // A tape of candles moves the clock millions of times with nothing due: that path stays two comparisons long.
      if (nextDueMs <= timeMs) {
        advancing = true;
        try {
          fireDueUpTo(timeMs);
        } finally {
          advancing = false;
        }
      }
      nowMs = timeMs;
    },
    every(periodMs, callback): Disposable {
      if (!(periodMs > 0)) throw new RangeError(`periodMs is ${periodMs}, expected more than 0`);
      const timer: Timer = { dueMs: nowMs + periodMs, periodMs, callback };
      timers.push(timer);
      refreshNextDue();
      return {
        dispose() {
          const index = timers.indexOf(timer);
          if (index >= 0) timers.splice(index, 1);
          refreshNextDue();
        },
      };
    },
  };
}
