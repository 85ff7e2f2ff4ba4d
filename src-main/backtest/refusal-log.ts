import type { TimestampMs } from '../model/time.ts';

/** One order that a risk rule refused. `limit` and `actual` are texts with their unit. */
export type Refusal = {
  readonly rule: string;
  readonly limit: string;
  readonly actual: string;
  readonly timeMs: TimestampMs;
};

/** What risk refused in a run: all of it counted, the first of it kept. */
export type RefusalLog = {
  readonly total: number;
  /** How often each rule refused, the most frequent first. */
  readonly rules: readonly { readonly rule: string; readonly count: number }[];
  /** The earliest, at most 300 of all rules together. */
  readonly first: readonly Refusal[];
};

export const NO_REFUSALS: RefusalLog = { total: 0, rules: [], first: [] };

const MOST_KEPT = 300;

/** Gathers refusals in order of time. */
export class RefusalCounter {
  readonly #counts = new Map<string, number>();
  readonly #first: Refusal[] = [];
  #total = 0;

  take({ rule, limit, actual, timeMs }: Refusal): void {
    this.#total++;
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1);
    if (this.#first.length < MOST_KEPT) this.#first.push({ rule, limit, actual, timeMs });
  }

  result(): RefusalLog {
    const rules = [...this.#counts].map(([rule, count]) => ({ rule, count })).sort((a, b) => b.count - a.count);
    return { total: this.#total, rules, first: this.#first };
  }
}
