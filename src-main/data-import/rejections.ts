/**
 * Why a row is not taken. A row has one kind, the first of these that holds; so a row with a wrong price is never also
 * counted as a duplicate, and only rows with nothing else wrong are judged for their order.
 */
export const REJECTION_KINDS = [
  'malformed',
  'badTime',
  'offInterval',
  'nonPositive',
  'highBelowLow',
  'openCloseOutside',
  'negativeVolume',
  'duplicate',
  'outOfOrder',
] as const;
export type RejectionKind = (typeof REJECTION_KINDS)[number];

/** `line` counts from 1, the first line of the file. */
export type RejectedRow = { readonly line: number; readonly text: string };

/** How many rows of a kind, and the first ten of them in the file's order. */
export type Rejection = { readonly count: number; readonly first: readonly RejectedRow[] };

const ROWS_KEPT = 10;
const LONGEST_TEXT = 200;

/** Counts the rejected rows of one file. */
export class RejectionTally {
  readonly #counts = new Map<RejectionKind, number>();
  readonly #first = new Map<RejectionKind, RejectedRow[]>();

  add(kind: RejectionKind, line: number, text: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const rows = this.#first.get(kind) ?? [];
    if (rows.length === ROWS_KEPT) return;
    rows.push({ line, text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text });
    this.#first.set(kind, rows);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Takes over everything another tally counted. */
  absorb(other: RejectionTally): void {
    for (const [kind, count] of other.#counts) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
    for (const [kind, rows] of other.#first) {
      this.#first.set(kind, [...(this.#first.get(kind) ?? []), ...rows].slice(0, ROWS_KEPT));
    }
  }

  report(): Readonly<Record<RejectionKind, Rejection>> {
    const entry = (kind: RejectionKind): Rejection => ({
      count: this.#counts.get(kind) ?? 0,
      first: [...(this.#first.get(kind) ?? [])],
    });
    return {
      malformed: entry('malformed'),
      badTime: entry('badTime'),
      offInterval: entry('offInterval'),
      nonPositive: entry('nonPositive'),
      highBelowLow: entry('highBelowLow'),
      openCloseOutside: entry('openCloseOutside'),
      negativeVolume: entry('negativeVolume'),
      duplicate: entry('duplicate'),
      outOfOrder: entry('outOfOrder'),
    };
  }
}
