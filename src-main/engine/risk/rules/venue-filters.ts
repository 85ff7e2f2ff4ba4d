import { brokenFilter } from '../../../model/check-order.ts';
import { priceFromNumber } from '../../../model/money.ts';
import type { RiskRule } from '../rule.ts';

/** What the venue would refuse anyway does not leave: grid, smallest and largest size, smallest value, trading status. */
export const venueFilters: RiskRule = ({ order, market: { instrument, mark } }) => {
  if (instrument.rules === undefined) return null;
  const lastPrice = mark.price > 0 ? priceFromNumber(mark.price) : null;
  const broken = brokenFilter(order, instrument, lastPrice);
  return broken === null ? null : { rule: `venueFilter ${broken.name}`, limit: broken.limit, actual: broken.actual };
};
