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

  /**
   * Closes of whole steps of the past, oldest first: what is not known of them yet is filled in, what was heard stays. True
   * when something was.
   */
  addPast(openTimesMs: Float64Array, closes: Float64Array): boolean {
    let isNew = false;
    const isFirst = Number.isNaN(this.#step);
    for (let row = 0; row < openTimesMs.length; row++) {
      if (isFirst) isNew = this.add(openTimesMs[row] as number, closes[row] as number) || isNew;
      else isNew = this.#fill(row, openTimesMs, closes) || isNew;
    }
    return isNew;
  }

  #fill(row: number, openTimesMs: Float64Array, closes: Float64Array): boolean {
    const step = Math.floor((openTimesMs[row] as number) / RETURN_STEP_MS);
    const close = closes[row] as number;
    if (step === this.#step - 1 && Number.isNaN(this.#previousClose)) this.#previousClose = close;
    const follows = step - 1 === Math.floor((openTimesMs[row - 1] ?? Number.NaN) / RETURN_STEP_MS);
    const age = this.latestStep - step;
    if (!follows || age < 0 || age >= RETURN_WINDOW || !Number.isNaN(this.at(step))) return false;
    this.#returns[step % RETURN_WINDOW] = Math.log(close / (closes[row - 1] as number));
    return true;
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
