import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** So many bots hold, or may come to hold, at a time. What is added to a position is none more. */
export const maxPositions: RiskRule = (proposal, { governor }, explains) => {
  const limit = governor?.limits.positions ?? null;
  if (governor === null || limit === null) return notApplicable('positions', NO_LIMIT, explains);
  const { positions } = governor.exposureWith(proposal);
  const isAllowed = positions <= limit.most;
  if (isAllowed && !explains) return null;
  const actual = `${positions} with this order and those that work`;
  return checked('positions', isAllowed, `at most ${limit.most} positions`, actual);
};
