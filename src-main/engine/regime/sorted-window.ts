/**
 * The last `period` values in order of size, for the rank of the newest and for their middle. Each value costs two searches
 * by halving and one move of what lies between the place it leaves free and the one it takes. Feed `incoming` and `take`,
 * read `rank` and `median`; NaN until `period` values were taken.
 */
export class SortedWindow {
  incoming = Number.NaN;
  /** Share of the other values that are lower than the newest, equal ones counted by half: 0 to 1. */
  rank = Number.NaN;
  median = Number.NaN;
  private readonly arrived: Float64Array;
  private readonly sorted: Float64Array;
  private position = 0;
  private size = 0;
  /** What `lowerBound` looks for: a number handed over would be boxed. */
  private wanted = Number.NaN;

  constructor(period: number) {
    this.arrived = new Float64Array(period);
    // What has not come yet is above everything.
    this.sorted = new Float64Array(period).fill(Number.POSITIVE_INFINITY);
  }

  take(): void {
    const period = this.arrived.length;
    const isFull = this.size === period;
    let free = this.size;
    if (isFull) {
      this.wanted = this.arrived[this.position] as number;
      free = this.lowerBound();
    } else this.size++;
    this.arrived[this.position] = this.incoming;
    this.position = this.position + 1 === period ? 0 : this.position + 1;
    this.wanted = this.incoming;
    const below = this.insert(free);
    if (this.size < period) return;
    this.show(below);
  }

  /** Puts the newest value in its place, which one value leaves `free`; how many are below it. */
  private insert(free: number): number {
    const { sorted } = this;
    // Above what leaves, one more is below than will be.
    const found = this.lowerBound();
    const place = found > free ? found - 1 : found;
    if (place > free) sorted.copyWithin(free, free + 1, place + 1);
    else if (place < free) sorted.copyWithin(place + 1, place, free);
    sorted[place] = this.incoming;
    return place;
  }

  private show(below: number): void {
    const { sorted } = this;
    const period = sorted.length;
    let equal = 0;
    while (below + equal + 1 < period && sorted[below + equal + 1] === this.incoming) equal++;
    this.rank = (below + equal / 2) / (period - 1);
    const middle = period >> 1;
    const upper = sorted[middle] as number;
    this.median = period % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
  }

  /** Index of the first value that is not below the wanted one. As numbers instead of branches: nobody can guess them. */
  private lowerBound(): number {
    const { sorted, wanted } = this;
    let low = 0;
    let left = this.size;
    while (left > 1) {
      const half = left >> 1;
      low += half * Number((sorted[low + half - 1] as number) < wanted);
      left -= half;
    }
    return low + Number(left === 1 && (sorted[low] as number) < wanted);
  }
}
