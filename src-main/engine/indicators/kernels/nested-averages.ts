import { ExponentialAverage } from './exponential-average.ts';

type Settings = {
  readonly depth: 2 | 3;
  readonly period: number;
  readonly weight: number;
  /** All start with the first one's seed, instead of each with the mean of its own first `period` values. */
  readonly sameSeed: boolean;
};

/** An average, the average of it, and the average of that. Set `incoming`, call `take`, read the three; NaN while warming up. */
export class NestedAverages {
  incoming = Number.NaN;
  first = Number.NaN;
  second = Number.NaN;
  third = Number.NaN;
  private readonly averages: readonly [ExponentialAverage, ExponentialAverage, ExponentialAverage];
  private readonly weight: number;
  private readonly keep: number;
  private readonly sameSeed: boolean;
  private readonly depth: number;

  constructor({ depth, period, weight, sameSeed }: Settings) {
    const average = () => new ExponentialAverage(period, weight);
    this.averages = [average(), average(), average()];
    this.weight = weight;
    this.keep = 1 - weight;
    this.sameSeed = sameSeed;
    this.depth = depth;
  }

  take(): void {
    const [first, second, third] = this.averages;
    first.incoming = this.incoming;
    first.take();
    this.first = first.value;
    if (Number.isNaN(this.first)) return;
    if (this.sameSeed) {
      this.second = Number.isNaN(this.second) ? this.first : this.weight * this.first + this.keep * this.second;
      this.third = Number.isNaN(this.third) ? this.second : this.weight * this.second + this.keep * this.third;
      return;
    }
    second.incoming = this.first;
    second.take();
    this.second = second.value;
    if (this.depth === 2 || Number.isNaN(this.second)) return;
    third.incoming = this.second;
    third.take();
    this.third = third.value;
  }
}
