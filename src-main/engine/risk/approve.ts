import type { RiskCheck } from '../../model/risk-check.ts';
import type { ApprovedOrder } from '../ports/approved-order.ts';
import { askRules } from './ask-rules.ts';
import type { Proposal, Refusal, RiskContext, RiskRule } from './rule.ts';
import { assetExposure } from './rules/asset-exposure.ts';
import { buyingPower } from './rules/buying-power.ts';
import { clusterExposure } from './rules/cluster-exposure.ts';
import { cooldown } from './rules/cooldown.ts';
import { dailyLoss } from './rules/daily-loss.ts';
import { drawdown } from './rules/drawdown.ts';
import { grossExposure } from './rules/gross-exposure.ts';
import { halted } from './rules/halted.ts';
import { knownValues } from './rules/known-values.ts';
import { longOnly } from './rules/long-only.ts';
import { marketDataAge } from './rules/market-data-age.ts';
import { maxPosition } from './rules/max-position.ts';
import { maxPositions } from './rules/max-positions.ts';
import { netExposure } from './rules/net-exposure.ts';
import { orderValue } from './rules/order-value.ts';
import { ordersPerMinute } from './rules/orders-per-minute.ts';
import { ownHolding } from './rules/own-holding.ts';
import { priceCollar } from './rules/price-collar.ts';
import { quoteExposure } from './rules/quote-exposure.ts';
import { reconciledOnce, reconciliation } from './rules/reconciliation.ts';
import { regime } from './rules/regime.ts';
import { riskMode } from './rules/risk-mode.ts';
import { universe } from './rules/universe.ts';
import { venueFilters } from './rules/venue-filters.ts';

/** Asked in this order; the first refusal counts. */
const ENTRY_RULES: readonly RiskRule[] = [
  halted,
  riskMode,
  reconciliation,
  longOnly,
  universe,
  marketDataAge,
  regime,
  cooldown,
  venueFilters,
  knownValues,
  priceCollar,
  orderValue,
  drawdown,
  dailyLoss,
  maxPosition,
  assetExposure,
  quoteExposure,
  clusterExposure,
  grossExposure,
  netExposure,
  maxPositions,
  ordersPerMinute,
  buyingPower,
];
/** An order that can only make a position smaller needs no other permission of ours, but the venue's. */
const EXIT_RULES: readonly RiskRule[] = [halted, reconciledOnce, ownHolding, venueFilters];

export type Verdict =
  | { readonly approved: true; readonly order: ApprovedOrder }
  | { readonly approved: false; readonly refusal: Refusal };

/**
 * The only maker of ApprovedOrder: no order reaches a venue but through here. `kept` takes what each rule said, for those
 * who keep it.
 */
export function approve(proposal: Proposal, context: RiskContext, kept: RiskCheck[] | null = null): Verdict {
  const rules = proposal.order.reduceOnly ? EXIT_RULES : ENTRY_RULES;
  const refusal = askRules(rules, proposal, context, kept);
  return refusal === null ? { approved: true, order: proposal.order as ApprovedOrder } : { approved: false, refusal };
}
