import type { Money } from '../../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../../model/money.ts';
import type { RiskRule } from '../rule.ts';

/** No new positions for the rest of the day once the day has lost its share of the equity it began with. */
export const dailyLoss: RiskRule = (_proposal, { limits, equity, dayStartEquity, quoteAsset }) => {
  if (limits.maxDailyLossFraction === null) return null;
  const allowed = shareOf(dayStartEquity, ratioFromNumber(limits.maxDailyLossFraction));
  const lost = (dayStartEquity - equity) as Money;
  if (lost < allowed) return null;
  return {
    rule: 'dailyLoss',
    limit: `a loss below ${moneyToText(allowed)} ${quoteAsset} a day`,
    actual: `${moneyToText(lost)} ${quoteAsset} lost today`,
  };
};
