import type { Money } from '../../../model/money.ts';
import { moneyToText } from '../../../model/money.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is bought or sold short with money that is already bound, or is not there. */
export const buyingPower: RiskRule = ({ notional, margin, frees }, context) =>
  notional > 0n && margin <= context.buyingPower + frees
    ? null
    : {
        rule: 'buyingPower',
        limit: `at most ${moneyToText((context.buyingPower + frees) as Money)} ${context.quoteAsset} is free`,
        actual: `${moneyToText(margin)} ${context.quoteAsset} wanted`,
      };
