import { isMember } from '../../../model/universe.ts';
import { checked, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is entered that was not in the universe as of that moment. */
export const universe: RiskRule = ({ order }, context, explains) => {
  if (context.universe === null) return notApplicable('universe', 'there is none', explains);
  const isAllowed = isMember(context.universe, order.instrumentId, order.createdMs);
  if (isAllowed && !explains) return null;
  const actual = `${order.instrumentId} is ${isAllowed ? 'one' : 'none'} at ${order.createdMs} ms`;
  return checked('universe', isAllowed, 'members of the universe as of the order', actual);
};
