import type { TimestampMs } from '../../../model/time.ts';

/** Long enough that two markets' trades meet within a return, short enough that a day has many. */
export const RETURN_STEP_MS = 15 * 60_000;
/** A day of returns. */
export const RETURN_WINDOW = 96;

/** Log returns of one market over steps of 15 minutes, the last day of them. A step without a trade has none. */
export class ReturnSeries {
  /** By step number modulo the window. NaN where there is none. */
  readonly #returns = new Float64Array(RETURN_WINDOW).fill(Number.NaN);
  #step = Number.NaN;
  #close = Number.NaN;
  #previousClose = Number.NaN;

  /** Number of the latest step that is over; NaN before the first. */
  get latestStep(): number {
    return this.#step - 1;
  }

  /** A closed candle: the last one of a step is the step's close. True when a step has come to its end by it. */
  add(openTimeMs: TimestampMs, close: number): boolean {
    const step = Math.floor(openTimeMs / RETURN_STEP_MS);
    if (step < this.#step) return false;
    const ended = step > this.#step;
    if (ended) this.#endStep(step);
    this.#step = step;
    this.#close = close;
    return ended;
  }

  /** The return of a step; NaN outside of the window and where there is none. */
  at(step: number): number {
    const age = this.latestStep - step;
    return age >= 0 && age < RETURN_WINDOW ? (this.#returns[step % RETURN_WINDOW] as number) : Number.NaN;
  }

  /** Ends the step that was open and empties those that were jumped over. */
  #endStep(next: number): void {
    if (Number.isNaN(this.#step)) return;
    this.#returns[this.#step % RETURN_WINDOW] = Math.log(this.#close / this.#previousClose);
    const jumped = Math.min(next - this.#step - 1, RETURN_WINDOW);
    for (let index = 1; index <= jumped; index++) this.#returns[(this.#step + index) % RETURN_WINDOW] = Number.NaN;
    this.#previousClose = jumped > 0 ? Number.NaN : this.#close;
  }
}
