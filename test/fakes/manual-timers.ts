import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { Timers } from '../../src-main/resilience/timers.ts';

export type ManualTimers = Timers & {
  /** Moves both clocks and calls back what falls due on the way, in order; each callback sees its own due time. */
  advance(byMs: number): void;
  /** As `advance`, and lets promises settle before, between and after callbacks. */
  run(byMs: number): Promise<void>;
  /** Moves the wall clock alone, as a correction or a sleep does. */
  leap(byMs: number): void;
  /** How many timers wait, periods included: 0 when all is disposed. */
  pending(): number;
};

type Timer = { dueMs: number; readonly order: number; readonly periodMs: number | null; readonly callback: () => void };

/** Time that stands still until a test moves it. The monotonic clock starts at 0, chance at its seed. */
export function createManualTimers(startMs = Date.UTC(2026, 0, 1), seed = 'manual'): ManualTimers {
  const random = createSeededRandom(seed);
  const timers = new Set<Timer>();
  let monotonicMs = 0;
  let wallOffsetMs = startMs;
  let order = 0;

  const add = (delayMs: number, periodMs: number | null, callback: () => void) => {
    if (Number.isNaN(delayMs)) throw new RangeError(`delayMs is ${delayMs}, expected a number`);
    const timer: Timer = { dueMs: monotonicMs + Math.max(0, delayMs), order: order++, periodMs, callback };
    timers.add(timer);
    return { dispose: () => void timers.delete(timer) };
  };
  const nextDue = (untilMs: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) {
      if (timer.dueMs > untilMs) continue;
      if (next === undefined || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order)) {
        next = timer;
      }
    }
    return next;
  };
  const fire = (timer: Timer): void => {
    monotonicMs = Math.max(monotonicMs, timer.dueMs);
    if (timer.periodMs === null) timers.delete(timer);
    else timer.dueMs += timer.periodMs;
    timer.callback();
  };

  return {
    nowMs: () => wallOffsetMs + monotonicMs,
    monotonicMs: () => monotonicMs,
    after: (delayMs, callback) => add(delayMs, null, callback),
    every: (periodMs, callback) => {
      if (!(periodMs > 0)) throw new RangeError(`periodMs is ${periodMs}, expected more than 0`);
      return add(periodMs, periodMs, callback);
    },
    chance: () => random.next(),
    advance: (byMs) => {
      const untilMs = monotonicMs + byMs;
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) fire(timer);
      monotonicMs = Math.max(monotonicMs, untilMs);
    },
    run: async (byMs) => {
      const untilMs = monotonicMs + byMs;
      await settle();
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        fire(timer);
        await settle();
      }
      monotonicMs = Math.max(monotonicMs, untilMs);
    },
    leap: (byMs) => {
      wallOffsetMs += byMs;
    },
    pending: () => timers.size,
  };
}

/** Long enough for chains of promises that wait for nothing but each other. */
async function settle(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}
