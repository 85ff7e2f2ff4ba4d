import type { Money } from '../../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../../model/money.ts';
import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** No new positions for the rest of the day once the day has lost its share of the equity it began with. */
export const dailyLoss: RiskRule = (_proposal, { limits, equity, dayStartEquity, quoteAsset }, explains) => {
  if (limits.maxDailyLossFraction === null) return notApplicable('dailyLoss', NO_LIMIT, explains);
  const allowed = shareOf(dayStartEquity, ratioFromNumber(limits.maxDailyLossFraction));
  const lost = (dayStartEquity - equity) as Money;
  const isAllowed = lost < allowed;
  if (isAllowed && !explains) return null;
  const limit = `a loss below ${moneyToText(allowed)} ${quoteAsset} a day`;
  return checked('dailyLoss', isAllowed, limit, `${moneyToText(lost)} ${quoteAsset} lost today`);
};
