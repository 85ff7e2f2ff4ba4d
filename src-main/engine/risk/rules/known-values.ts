import { checked, NO_GOVERNOR, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** What is at stake must be known before more is: after a restart some of it may wait for its first price. */
export const knownValues: RiskRule = (_proposal, { governor }, explains) => {
  if (governor === null) return notApplicable('knownValues', NO_GOVERNOR, explains);
  const unknown = governor.unknownValue();
  if (unknown === null && !explains) return null;
  return checked(
    'knownValues',
    unknown === null,
    'all that is held and ordered has a value',
    unknown ?? 'all of it has',
  );
};
