import { takeLogarithm } from '../indicators/kernels/logarithm.ts';
import type { SeriesInputs } from './strategy.ts';

/** Where the spread of two symbols stands: `ratio` of the second for one of the first, `score` in standard deviations. */
export type PairSpread = { readonly ratio: number; readonly score: number };

/** Variance of what moves by a 1e-10 of its price from bar to bar: that is rounding. */
const NOTHING = 1e-20;

/**
 * Spread of two symbols at a bar, over the last `period` bars that both have: ln first − ratio × ln second, the ratio given or,
 * when null, that of least squares (covariance ÷ variance of the second, of the logarithms). Score: (spread − mean) ÷ population
 * standard deviation. Null when the two have no common bar now, or too few, or nothing moves.
 */
export class PairWindow {
  readonly #first: SeriesInputs;
  readonly #second: SeriesInputs;
  readonly #firstLogs: Float64Array;
  readonly #secondLogs: Float64Array;

  constructor(first: SeriesInputs, second: SeriesInputs, period: number) {
    this.#first = first;
    this.#second = second;
    this.#firstLogs = new Float64Array(period);
    this.#secondLogs = new Float64Array(period);
  }

  /** `barsAgo` counts common bars. */
  spreadAt(barsAgo: number, ratio: number | null): PairSpread | null {
    return this.#read(barsAgo) ? spreadOf(this.#firstLogs, this.#secondLogs, ratio) : null;
  }

  /** Takes the logarithms of the bars that open at the same time, the newest first; false when there are too few. */
  #read(barsAgo: number): boolean {
    const [first, second] = [this.#first, this.#second];
    const period = this.#firstLogs.length;
    let [i, j, skip, found] = [0, 0, barsAgo, 0];
    if (first.openTimeMs.at(0) !== second.openTimeMs.at(0)) return false;
    while (found < period) {
      const [time, other] = [first.openTimeMs.at(i), second.openTimeMs.at(j)];
      if (Number.isNaN(time) || Number.isNaN(other)) return false;
      if (time > other) i++;
      else if (time < other) j++;
      else {
        if (skip > 0) skip--;
        else {
          this.#firstLogs[found] = first.close.at(i);
          this.#secondLogs[found] = second.close.at(j);
          takeLogarithm(this.#firstLogs, found);
          takeLogarithm(this.#secondLogs, found);
          found++;
        }
        i++;
        j++;
      }
    }
    return true;
  }
}

/** Two passes, so that nothing of the bars before is left in it: it is the same wherever the bars began. */
function spreadOf(first: Float64Array, second: Float64Array, given: number | null): PairSpread | null {
  const [meanFirst, meanSecond] = [meanOf(first), meanOf(second)];
  const ratio = given ?? leastSquares(first, second, { meanFirst, meanSecond });
  let variance = 0;
  for (let i = 0; i < first.length; i++) {
    const off = (first[i] as number) - meanFirst - ratio * ((second[i] as number) - meanSecond);
    variance += off * off;
  }
  variance /= first.length;
  // Written so that a ratio that is not there (NaN) makes no spread.
  if (!(variance > NOTHING)) return null;
  const now = (first[0] as number) - meanFirst - ratio * ((second[0] as number) - meanSecond);
  return { ratio, score: now / Math.sqrt(variance) };
}

type Means = { readonly meanFirst: number; readonly meanSecond: number };

/** NaN where the second does not move. */
function leastSquares(first: Float64Array, second: Float64Array, { meanFirst, meanSecond }: Means): number {
  let [variance, covariance] = [0, 0];
  for (let i = 0; i < first.length; i++) {
    const x = (second[i] as number) - meanSecond;
    variance += x * x;
    covariance += x * ((first[i] as number) - meanFirst);
  }
  return variance > NOTHING * first.length ? covariance / variance : Number.NaN;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
