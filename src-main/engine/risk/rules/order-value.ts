import type { Money } from '../../../model/money.ts';
import { moneyToText, notionalOf, priceFromNumber, ratioFromNumber, shareOf } from '../../../model/money.ts';
import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import type { Proposal, RiskRule } from '../rule.ts';

/** A finger too many on the size: no single order above its share of the equity, at its own price or the latest one. */
export const orderValue: RiskRule = (proposal, { governor }, explains) => {
  const limit = governor?.limits.orderValue ?? null;
  if (governor === null || limit === null) return notApplicable('orderValue', NO_LIMIT, explains);
  const allowed = shareOf(governor.equity, ratioFromNumber(limit.most));
  const value = governor.inAsset(largerValue(proposal), proposal.order.instrumentId);
  const isAllowed = value <= allowed;
  if (isAllowed && !explains) return null;
  const most = `at most ${moneyToText(allowed)} ${governor.asset} in one order`;
  return checked('orderValue', isAllowed, most, `${moneyToText(value)} ${governor.asset}`);
};

function largerValue({ order, market, notional }: Proposal): Money {
  const { price } = market.mark;
  if (order.size.kind === 'quote' || !(price > 0)) return notional;
  const atMark = notionalOf(priceFromNumber(price), order.size.quantity);
  return atMark > notional ? atMark : notional;
}
