import type { Money } from '../../../model/money.ts';
import { moneyToText } from '../../../model/money.ts';
import { checked } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is bought or sold short with money that is already bound, or is not there. */
export const buyingPower: RiskRule = ({ notional, margin, frees }, context, explains) => {
  const free = (context.buyingPower + frees) as Money;
  const isAllowed = notional > 0n && margin <= free;
  if (isAllowed && !explains) return null;
  const limit = `at most ${moneyToText(free)} ${context.quoteAsset} is free`;
  return checked('buyingPower', isAllowed, limit, `${moneyToText(margin)} ${context.quoteAsset} wanted`);
};
