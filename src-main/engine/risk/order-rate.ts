import type { TimestampMs } from '../../model/time.ts';

const WINDOW_MS = 60_000;

/** How many orders left within the last minute, up to the most that was ever asked for. */
export class OrderRate {
  readonly #times: Float64Array;
  #next = 0;

  constructor(most: number) {
    this.#times = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  }

  note(timeMs: TimestampMs): void {
    this.#times[this.#next] = timeMs;
    this.#next = (this.#next + 1) % this.#times.length;
  }

  /** Whether `most` orders left within the minute that ends now: then no more may. */
  isFull(most: number, nowMs: TimestampMs): boolean {
    return most < 1 || this.#back(most) > nowMs - WINDOW_MS;
  }

  /** For a person to see: walks back until a minute is over. */
  count(nowMs: TimestampMs): number {
    let count = 0;
    while (count < this.#times.length && this.#back(count + 1) > nowMs - WINDOW_MS) count++;
    return count;
  }

  /** When the order left that is `steps` back, 1 being the latest. */
  #back(steps: number): TimestampMs {
    const { length } = this.#times;
    const index = (this.#next - steps + length) % length;
    return steps > length ? Number.NEGATIVE_INFINITY : (this.#times[index] as number);
  }
}
