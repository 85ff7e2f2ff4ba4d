import type { RiskCheck } from '../../../model/risk-check.ts';
import { checked, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

const LIMIT = 'orders, fills, balances and positions as the exchange has them';

function saying(why: string | null): RiskCheck {
  return checked('reconciliation', why === null, LIMIT, why ?? 'as the exchange has them');
}

/** Nothing is entered on what is not known to be so at the exchange. */
export const reconciliation: RiskRule = ({ market }, context, explains) => {
  const why = context.whyNotReconciled(market.instrument.id);
  if (why !== null) return saying(why);
  return context.isLive && explains ? saying(why) : notApplicable('reconciliation', 'simulated money', explains);
};

/** After a start nothing is closed either, before it is known what is there. */
export const reconciledOnce: RiskRule = (proposal, context, explains) => {
  if (!context.wasReconciled) return reconciliation(proposal, context, explains);
  return context.isLive && explains ? saying(null) : notApplicable('reconciliation', 'simulated money', explains);
};
