import { definedOrNull, mean, sampleDeviation } from '../statistics.ts';
import { populationMoments } from './moments.ts';

/** Beyond this the distribution function is 0 or 1 in float64, near enough for a probability. */
const FARTHEST = 8;

/**
 * Φ(x), the standard normal distribution function, to about 1e-15:
 * ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …), Marsaglia, Evaluating the Normal Distribution (2004).
 */
export function normalDistribution(x: number): number {
  if (x < -FARTHEST) return 0;
  if (x > FARTHEST) return 1;
  let sum = x;
  let before = 0;
  let term = x;
  for (let divisor = 3; sum !== before; divisor += 2) {
    before = sum;
    term *= (x * x) / divisor;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/**
 * Probability that the true Sharpe ratio is above 0, given n daily returns:
 * Φ(S ÷ √((1 − g₁S + (b₂ − 1)/4 × S²) ÷ (n − 1))), S = mean ÷ σ₁ a day, not annualised, g₁ skewness and b₂ kurtosis (not
 * excess) of the returns (Bailey and López de Prado, The Sharpe Ratio Efficient Frontier, 2012, with a benchmark of 0).
 * null below two days, or when returns never vary.
 */
export function probabilisticSharpeRatio(dailyReturns: readonly number[]): number | null {
  const moments = populationMoments(dailyReturns);
  if (dailyReturns.length < 2 || moments === null) return null;
  const sharpe = mean(dailyReturns) / sampleDeviation(dailyReturns);
  const variance = 1 - moments.skewness * sharpe + ((moments.kurtosis - 1) / 4) * sharpe * sharpe;
  if (!(variance > 0)) return null;
  return definedOrNull(normalDistribution(sharpe * Math.sqrt((dailyReturns.length - 1) / variance)));
}
