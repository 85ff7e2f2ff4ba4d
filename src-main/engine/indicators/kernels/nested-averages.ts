import { ExponentialAverage } from './exponential-average.ts';

type Settings = {
  readonly depth: 2 | 3;
  readonly period: number;
  readonly weight: number;
  /** All start with the first one's seed, instead of each with the mean of its own first `period` values. */
  readonly sameSeed: boolean;
};

/** An average, the average of it, and the average of that. Feed `next`, read the three; NaN while warming up. */
export class NestedAverages {
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

  next(value: number): void {
    this.first = this.averages[0].next(value);
    if (Number.isNaN(this.first)) return;
    if (this.sameSeed) {
      this.second = this.seededNext(this.first, this.second);
      this.third = this.seededNext(this.second, this.third);
      return;
    }
    this.second = this.averages[1].next(this.first);
    if (this.depth === 3 && !Number.isNaN(this.second)) this.third = this.averages[2].next(this.second);
  }

  private seededNext(value: number, before: number): number {
    return Number.isNaN(before) ? value : this.weight * value + this.keep * before;
  }
}
