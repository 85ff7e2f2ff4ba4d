import type { ApprovedOrder } from '../ports/approved-order.ts';
import type { Proposal, Refusal, RiskContext, RiskRule } from './rule.ts';
import { buyingPower } from './rules/buying-power.ts';
import { dailyLoss } from './rules/daily-loss.ts';
import { halted } from './rules/halted.ts';
import { marketDataAge } from './rules/market-data-age.ts';
import { maxPosition } from './rules/max-position.ts';
import { universe } from './rules/universe.ts';
import { venueFilters } from './rules/venue-filters.ts';

/** Asked in this order; the first refusal counts. */
const ENTRY_RULES: readonly RiskRule[] = [
  halted,
  universe,
  marketDataAge,
  venueFilters,
  dailyLoss,
  maxPosition,
  buyingPower,
];
/** An order that can only make a position smaller needs no other permission of ours, but the venue's. */
const EXIT_RULES: readonly RiskRule[] = [halted, venueFilters];

export type Verdict =
  | { readonly approved: true; readonly order: ApprovedOrder }
  | { readonly approved: false; readonly refusal: Refusal };

/** The only maker of ApprovedOrder: no order reaches a venue but through here. */
export function approve(proposal: Proposal, context: RiskContext): Verdict {
  const rules = proposal.order.reduceOnly ? EXIT_RULES : ENTRY_RULES;
  for (const rule of rules) {
    const refusal = rule(proposal, context);
    if (refusal !== null) return { approved: false, refusal };
  }
  return { approved: true, order: proposal.order as ApprovedOrder };
}
