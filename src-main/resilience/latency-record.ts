const KEPT = 100;

/** Round trips of the latest requests, ms. */
export class LatencyRecord {
  readonly #kept: number[] = [];
  #next = 0;

  add(roundTripMs: number): void {
    this.#kept[this.#next] = roundTripMs;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Null before the first. */
  summary(): { readonly median: number; readonly p95: number } | null {
    if (this.#kept.length === 0) return null;
    const sorted = [...this.#kept].sort((left, right) => left - right);
    const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] as number;
    return { median: at(0.5), p95: at(0.95) };
  }
}
