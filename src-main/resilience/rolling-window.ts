/** Units used in the last `windowMs`: what was added at a time counts until that time + `windowMs`, exclusive. */
export class RollingWindow {
  readonly #windowMs: number;
  #timesMs: number[] = [];
  #units: number[] = [];
  #head = 0;
  #sum = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(nowMs: number, units: number): void {
    if (units <= 0) return;
    this.#sum += units;
    const last = this.#timesMs.length - 1;
    if (last >= this.#head && this.#timesMs[last] === nowMs) {
      this.#units[last] = (this.#units[last] as number) + units;
      return;
    }
    this.#timesMs.push(nowMs);
    this.#units.push(units);
  }

  used(nowMs: number): number {
    this.#expire(nowMs);
    return this.#sum;
  }

  /** When the oldest units stop counting; undefined when there are none. */
  nextExpiryMs(nowMs: number): number | undefined {
    this.#expire(nowMs);
    const oldestMs = this.#timesMs[this.#head];
    return oldestMs === undefined ? undefined : oldestMs + this.#windowMs;
  }

  #expire(nowMs: number): void {
    while (this.#head < this.#timesMs.length && (this.#timesMs[this.#head] as number) + this.#windowMs <= nowMs) {
      this.#sum -= this.#units[this.#head] as number;
      this.#head++;
    }
    // Costs may be fractions: nothing of their rounding outlives an empty window.
    if (this.#head === this.#timesMs.length) this.#sum = 0;
    if (this.#head === this.#timesMs.length || this.#head >= 1024) this.#compact();
  }

  #compact(): void {
    if (this.#head === 0) return;
    this.#timesMs = this.#timesMs.slice(this.#head);
    this.#units = this.#units.slice(this.#head);
    this.#head = 0;
  }
}
