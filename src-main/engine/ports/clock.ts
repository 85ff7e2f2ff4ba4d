import type { Disposable } from '../../base/disposable.ts';
import type { TimestampMs } from '../../model/time.ts';

/** The only door to time. Simulated clocks move when they are told to, the system clock by itself. */
export interface Clock {
  nowMs(): TimestampMs;
  /** Goes on evenly whatever time the clock is set to; from anywhere. Left out where nobody sets the clock. */
  monotonicMs?(): number;
  /** Calls back every `periodMs` until disposed. */
  every(periodMs: number, callback: () => void): Disposable;
}
