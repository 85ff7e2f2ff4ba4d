import type { Money } from '../../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../../model/money.ts';
import type { RiskRule } from '../rule.ts';

/** No single position above its share of the account's equity. */
export const maxPosition: RiskRule = ({ notional, held }, { limits, equity, quoteAsset }) => {
  if (limits.maxPositionFraction === null) return null;
  const allowed = shareOf(equity, ratioFromNumber(limits.maxPositionFraction));
  const position = (held + notional) as Money;
  if (position <= allowed) return null;
  return {
    rule: 'maxPosition',
    limit: `at most ${moneyToText(allowed)} ${quoteAsset} in one position`,
    actual: `${moneyToText(position)} ${quoteAsset}`,
  };
};
