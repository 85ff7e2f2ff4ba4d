import type { RiskRule } from '../rule.ts';

/** What is at stake must be known before more is: after a restart some of it may wait for its first price. */
export const knownValues: RiskRule = (_proposal, { governor }) => {
  const unknown = governor?.unknownValue() ?? null;
  return unknown === null
    ? null
    : { rule: 'knownValues', limit: 'all that is held and ordered has a value', actual: unknown };
};
