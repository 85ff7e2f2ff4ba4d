import type { ReturnSeries } from './return-series.ts';
import { RETURN_WINDOW } from './return-series.ts';

/** Fewer common returns than these (8 hours) say nothing. */
export const LEAST_RETURNS = 32;

/**
 * Pearson's product-moment coefficient of the returns that both series have within the window that ends at `latestStep`:
 * Σ(x−x̄)(y−ȳ) ÷ √(Σ(x−x̄)² Σ(y−ȳ)²). NaN with fewer than LEAST_RETURNS of them, or where one does not move at all.
 */
export function correlationOf(x: ReturnSeries, y: ReturnSeries, latestStep: number): number {
  let count = 0;
  let meanX = 0;
  let meanY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let step = latestStep - RETURN_WINDOW + 1; step <= latestStep; step++) {
    const a = x.at(step);
    const b = y.at(step);
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    count++; // Welford's way: sums of squares lose digits
    const beforeX = a - meanX;
    meanX += beforeX / count;
    squaresX += beforeX * (a - meanX);
    const beforeY = b - meanY;
    meanY += beforeY / count;
    squaresY += beforeY * (b - meanY);
    products += beforeX * (b - meanY);
  }
  if (count < LEAST_RETURNS || squaresX <= 0 || squaresY <= 0) return Number.NaN;
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
}
