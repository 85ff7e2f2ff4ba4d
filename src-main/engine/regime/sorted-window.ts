/**
 * The last `period` values in order of size, for the rank of the newest and for their middle. Each value costs two searches
 * by halving and one move of memory. Feed `incoming` and `take`, read `rank` and `median`; NaN until `period` values were taken.
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
    this.sorted = new Float64Array(period);
  }

  take(): void {
    const period = this.arrived.length;
    if (this.size === period) {
      this.wanted = this.arrived[this.position] as number;
      this.remove(this.lowerBound());
    }
    this.arrived[this.position] = this.incoming;
    this.position = this.position + 1 === period ? 0 : this.position + 1;
    this.wanted = this.incoming;
    const below = this.lowerBound();
    this.sorted.copyWithin(below + 1, below, this.size);
    this.sorted[below] = this.incoming;
    this.size++;
    if (this.size < period) return;
    let equal = 0;
    while (below + equal + 1 < period && this.sorted[below + equal + 1] === this.incoming) equal++;
    this.rank = (below + equal / 2) / (period - 1);
    const middle = period >> 1;
    const upper = this.sorted[middle] as number;
    this.median = period % 2 === 1 ? upper : ((this.sorted[middle - 1] as number) + upper) / 2;
  }

  private remove(index: number): void {
    this.sorted.copyWithin(index, index + 1, this.size);
    this.size--;
  }

  /** Index of the first value that is not below the wanted one. */
  private lowerBound(): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] as number) < this.wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
