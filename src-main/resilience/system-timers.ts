import type { Disposable } from '../base/disposable.ts';
import type { Timers } from './timers.ts';

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clocks, timers and chance. */
export function createSystemTimers(): Timers {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    chance: () => Math.random(),
    every(periodMs, callback) {
      if (!(periodMs > 0)) throw new RangeError(`periodMs is ${periodMs}, expected more than 0`);
      const handle = setInterval(callback, Math.min(periodMs, LONGEST_TIMER_MS));
      return { dispose: () => clearInterval(handle) };
    },
    after: (delayMs, callback) => after(delayMs, callback),
  };
}

function after(delayMs: number, callback: () => void): Disposable {
  let handle: NodeJS.Timeout;
  const arm = (leftMs: number): void => {
    const stepMs = Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS);
    handle = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : callback()), stepMs);
  };
  arm(delayMs);
  return { dispose: () => clearTimeout(handle) };
}
