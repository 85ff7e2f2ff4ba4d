import type { RiskRule } from '../rule.ts';
import { assetExposure } from '../rules/asset-exposure.ts';
import { clusterExposure } from '../rules/cluster-exposure.ts';
import { drawdown } from '../rules/drawdown.ts';
import { grossExposure } from '../rules/gross-exposure.ts';
import { maxPositions } from '../rules/max-positions.ts';
import { netExposure } from '../rules/net-exposure.ts';
import { orderValue } from '../rules/order-value.ts';
import { ordersPerMinute } from '../rules/orders-per-minute.ts';
import { quoteExposure } from '../rules/quote-exposure.ts';
import { riskMode } from '../rules/risk-mode.ts';

/** The governor's own rules, as `approve.ts` asks them; a trade that was made tells nothing of its limit price. */
export const replayRules: readonly RiskRule[] = [
  riskMode,
  orderValue,
  drawdown,
  assetExposure,
  quoteExposure,
  clusterExposure,
  grossExposure,
  netExposure,
  maxPositions,
  ordersPerMinute,
];
