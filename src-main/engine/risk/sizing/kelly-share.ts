import type { TripRecord } from '../../../model/trip-record.ts';

/**
 * Kelly's share of the capital for a bet that wins `b` times its stake with chance p: f* = p − (1 − p) ÷ b (J. L. Kelly,
 * A New Interpretation of Information Rate, 1956), here with p the share of winning round trips and b the average return
 * of those over the average loss of the others. 0 or less: no edge. Infinity without a loss, NaN without a trip.
 */
export function kellyShare({ trips, won, wonReturns, lostReturns }: TripRecord): number {
  const lost = trips - won;
  if (trips === 0) return Number.NaN;
  if (lost === 0) return Number.POSITIVE_INFINITY;
  if (won === 0 || lostReturns === 0) return won === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const chance = won / trips;
  const odds = wonReturns / won / (lostReturns / lost);
  return odds > 0 ? chance - (1 - chance) / odds : Number.NEGATIVE_INFINITY;
}
