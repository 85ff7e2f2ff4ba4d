import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../engine/ports/clock.ts';

/** Time as rooms at the edge need it. Tests move it by hand. */
export interface Timers extends Clock {
  /** Never goes back and knows no clock changes; for spans. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`, unless disposed before. */
  after(delayMs: number, callback: () => void): Disposable;
  /** Uniform in [0, 1): spreads retries of many machines. */
  chance(): number;
}
