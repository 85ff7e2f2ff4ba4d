import type { RiskRule } from '../rule.ts';

/** So many bots hold, or may come to hold, at a time. What is added to a position is none more. */
export const maxPositions: RiskRule = (proposal, { governor }) => {
  const limit = governor?.limits.positions ?? null;
  if (governor === null || limit === null) return null;
  const { positions } = governor.exposureWith(proposal);
  if (positions <= limit.most) return null;
  return {
    rule: 'positions',
    limit: `at most ${limit.most} positions`,
    actual: `${positions} with this order and those that work`,
  };
};
