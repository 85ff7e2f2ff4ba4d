import { brokenFilter } from '../../../model/check-order.ts';
import { priceFromNumber } from '../../../model/money.ts';
import { checked, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** What the venue would refuse anyway does not leave: grid, smallest and largest size, smallest value, trading status. */
export const venueFilters: RiskRule = ({ order, market: { instrument, mark } }, _context, explains) => {
  if (instrument.rules === undefined) return notApplicable('venueFilters', 'the venue tells none', explains);
  const lastPrice = mark.price > 0 ? priceFromNumber(mark.price) : null;
  const broken = brokenFilter(order, instrument, lastPrice);
  if (broken !== null) return checked(`venueFilter ${broken.name}`, false, broken.limit, broken.actual);
  return explains ? checked('venueFilters', true, 'every filter of the venue', 'none is broken') : null;
};
