import type { RiskRule } from '../rule.ts';

const LIMIT = 'orders, fills, balances and positions as the exchange has them';

/** Nothing is entered on what is not known to be so at the exchange. */
export const reconciliation: RiskRule = ({ market }, context) => {
  const actual = context.whyNotReconciled(market.instrument.id);
  return actual === null ? null : { rule: 'reconciliation', limit: LIMIT, actual };
};

/** After a start nothing is closed either, before it is known what is there. */
export const reconciledOnce: RiskRule = (proposal, context) =>
  context.wasReconciled ? null : reconciliation(proposal, context);
