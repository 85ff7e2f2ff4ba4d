import { definedOrNull, mean } from '../statistics.ts';

/** Of the values as they are, without correction: g₁ = m₃ ÷ m₂^1.5 and b₂ = m₄ ÷ m₂² (3 for a normal distribution). */
export type PopulationMoments = { readonly skewness: number; readonly kurtosis: number };

/** A second moment below this share of the mean's square is rounding: such values do not vary. */
const CONSTANT = 1e-24;

/** null when the values do not vary. */
export function populationMoments(values: readonly number[]): PopulationMoments | null {
  const centre = mean(values);
  const moment = (power: number): number => mean(values.map((value) => (value - centre) ** power));
  const second = moment(2);
  if (!(second > CONSTANT * Math.max(1, centre * centre))) return null;
  return { skewness: moment(3) / second ** 1.5, kurtosis: moment(4) / second ** 2 };
}

/** Adjusted Fisher-Pearson G₁ = √(n(n − 1)) ÷ (n − 2) × g₁, as pandas and Excel's SKEW. null below 3 values or constant ones. */
export function sampleSkewness(values: readonly number[]): number | null {
  const n = values.length;
  const moments = populationMoments(values);
  if (n < 3 || moments === null) return null;
  return definedOrNull((Math.sqrt(n * (n - 1)) / (n - 2)) * moments.skewness);
}

/**
 * Excess kurtosis G₂ = (n − 1) ÷ ((n − 2)(n − 3)) × ((n + 1)(b₂ − 3) + 6), as pandas and Excel's KURT: 0 for a normal
 * distribution. null below 4 values or constant ones.
 */
export function sampleExcessKurtosis(values: readonly number[]): number | null {
  const n = values.length;
  const moments = populationMoments(values);
  if (n < 4 || moments === null) return null;
  return definedOrNull(((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (moments.kurtosis - 3) + 6));
}
