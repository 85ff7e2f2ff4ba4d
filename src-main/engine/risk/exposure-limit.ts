import type { LimitName } from '../../model/governor-limits.ts';
import type { Money } from '../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../model/money.ts';
import { checked, NO_LIMIT, notApplicable } from './check.ts';
import type { Exposure } from './exposure.ts';
import type { Proposal, RiskContext, RiskRule } from './rule.ts';

export type ExposureLimit = {
  readonly name: LimitName;
  /** What of the exposure is limited, the order counted in. */
  readonly of: (exposure: Exposure, proposal: Proposal) => bigint;
  /** What is at stake, in words. */
  readonly words: (proposal: Proposal) => string;
};

/** An exposure of at most its share of the group's equity: exactly the share passes. */
export function exposureLimit({ name, of, words }: ExposureLimit): RiskRule {
  return (proposal: Proposal, { governor }: RiskContext, explains: boolean) => {
    const limit = governor?.limits[name] ?? null;
    if (governor === null || limit === null) return notApplicable(name, NO_LIMIT, explains);
    const allowed = shareOf(governor.equity, ratioFromNumber(limit.most));
    const actual = of(governor.exposureWith(proposal), proposal) as Money;
    const isAllowed = actual <= allowed;
    if (isAllowed && !explains) return null;
    const most = `at most ${moneyToText(allowed)} ${governor.asset} ${words(proposal)}`;
    return checked(
      name,
      isAllowed,
      most,
      `${moneyToText(actual)} ${governor.asset} with this order and those that work`,
    );
  };
}
