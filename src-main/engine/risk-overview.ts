import type { RiskOverview } from '../model/risk-standing.ts';
import type { EngineContext } from './context.ts';
import { riskStandingOf } from './risk/risk-standing.ts';

export function riskOverviewOf(engine: EngineContext): RiskOverview {
  const groups = [...engine.governors.values()].map((governor) =>
    riskStandingOf({
      governor,
      breakdown: governor.breakdown(),
      assetsOf: (id) => engine.markets.get(id)?.instrument ?? { baseAsset: id, quoteAsset: id },
      sameCluster: (id, other) => engine.correlation.isSame(id, other),
    }),
  );
  return { groups, correlation: engine.correlation.matrix };
}
