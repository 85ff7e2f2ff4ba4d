import type { Clock } from '../ports/clock.ts';

/**
 * The machine's wall clock and timers, the one place in the engine that asks for them. It can step back or leap (a
 * suspend, a correction): who needs order keeps the last time it saw. After a suspend a period fires once, not for every
 * period missed.
 */
export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    every(periodMs, callback) {
      if (!(periodMs > 0)) throw new RangeError(`periodMs is ${periodMs}, expected more than 0`);
      const handle = setInterval(callback, periodMs);
      return { dispose: () => clearInterval(handle) };
    },
  };
}
