import type { LimitName } from '../../model/governor-limits.ts';
import type { Money } from '../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../model/money.ts';
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
  return (proposal: Proposal, { governor }: RiskContext) => {
    const limit = governor?.limits[name] ?? null;
    if (governor === null || limit === null) return null;
    const allowed = shareOf(governor.equity, ratioFromNumber(limit.most));
    const actual = of(governor.exposureWith(proposal), proposal) as Money;
    if (actual <= allowed) return null;
    return {
      rule: name,
      limit: `at most ${moneyToText(allowed)} ${governor.asset} ${words(proposal)}`,
      actual: `${moneyToText(actual)} ${governor.asset} with this order and those that work`,
    };
  };
}
