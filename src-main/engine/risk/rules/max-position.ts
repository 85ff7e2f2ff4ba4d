import type { Money } from '../../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../../model/money.ts';
import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** No single position above its share of the account's equity. */
export const maxPosition: RiskRule = ({ notional, held }, { limits, equity, quoteAsset }, explains) => {
  if (limits.maxPositionFraction === null) return notApplicable('maxPosition', NO_LIMIT, explains);
  const allowed = shareOf(equity, ratioFromNumber(limits.maxPositionFraction));
  const position = (held + notional) as Money;
  const isAllowed = position <= allowed;
  if (isAllowed && !explains) return null;
  const limit = `at most ${moneyToText(allowed)} ${quoteAsset} in one position`;
  return checked('maxPosition', isAllowed, limit, `${moneyToText(position)} ${quoteAsset}`);
};
