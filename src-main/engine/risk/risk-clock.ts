import type { TimestampMs } from '../../model/time.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * The time by which days, weeks and pauses end. It goes on evenly from when the app started, whatever the machine's clock is
 * set to meanwhile, and is put right by exchanges' clocks alone. Where nobody sets the clock it is that clock.
 */
export class RiskClock {
  readonly #clock: Clock;
  readonly #isEven: boolean;
  #anchorMs = 0;
  #anchorSteadyMs = 0;
  #isProven = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#isEven = clock.monotonicMs !== undefined;
    if (this.#isEven) this.#anchor(clock.nowMs());
  }

  nowMs(): TimestampMs {
    return this.#isEven ? Math.floor(this.#anchorMs + this.#steadyMs() - this.#anchorSteadyMs) : this.#clock.nowMs();
  }

  /** Whether an exchange has told the time since the start: until then it is what the machine's clock was set to. */
  get isProven(): boolean {
    return !this.#isEven || this.#isProven;
  }

  /**
   * What an exchange's clock says. Told late it is never ahead: after the first time it only moves forward, over the length of
   * a sleep that the even clock has missed. True when time had not been proven before.
   */
  hear(timeMs: TimestampMs): boolean {
    if (!this.#isEven) return false;
    const isFirst = !this.#isProven;
    if (isFirst || timeMs > this.nowMs()) this.#anchor(timeMs);
    this.#isProven = true;
    return isFirst;
  }

  #anchor(timeMs: TimestampMs): void {
    this.#anchorMs = timeMs;
    this.#anchorSteadyMs = this.#steadyMs();
  }

  #steadyMs(): number {
    return this.#clock.monotonicMs?.() ?? 0;
  }
}
