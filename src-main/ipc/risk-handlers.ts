import type {
  CorrelationView,
  LimitsReplayView,
  LimitUseView,
  RiskOverviewView,
  RiskStandingView,
} from '../../src-preload/contract/risk-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { EngineCommand } from '../engine/events.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import { moneyToText } from '../model/money.ts';
import type { CorrelationMatrix, LimitUse, RiskOverview, RiskStanding } from '../model/risk-standing.ts';
import type { AreaHandlers } from './handlers.ts';
import { toRiskModeView } from './to-view.ts';

export type RiskPort = {
  readonly standing: () => RiskOverview;
  readonly command: (command: EngineCommand) => string | null;
  readonly replay: (accountId: string, limits: GovernorLimits) => Promise<Outcome<LimitsReplayView>>;
};

export function riskHandlers(risk: RiskPort) {
  const run = (command: EngineCommand): Outcome<Record<string, never>> => {
    const refusal = risk.command(command);
    return refusal === null ? succeed({}) : fail('badArgument', refusal);
  };
  return {
    'risk.replay': ({ accountId, limits }) => risk.replay(accountId, limits),
    'risk.standing': () => succeed(toRiskOverview(risk.standing())),
    'risk.restrict': (input) => run({ kind: 'restrict', ...input }),
    'risk.release': (input) => run({ kind: 'releaseMode', ...input }),
  } satisfies AreaHandlers<'risk'>;
}

export function toRiskOverview({ groups, correlation }: RiskOverview): RiskOverviewView {
  return { groups: groups.map(toStandingView), correlation: toCorrelationView(correlation) };
}

function toStandingView({ group, asset, equity, mode, uses, assets }: RiskStanding): RiskStandingView {
  return {
    group,
    asset,
    equity: moneyToText(equity),
    mode: toRiskModeView(group, mode),
    uses: uses.map(toUseView),
    assets: assets.map((stake) => ({
      asset: stake.asset,
      exposure: moneyToText(stake.exposure),
      cluster: moneyToText(stake.cluster),
      movesWith: stake.movesWith,
    })),
  };
}

function toUseView(use: LimitUse): LimitUseView {
  const { name, unit } = use;
  if (use.unit === 'count') {
    return { name, unit, used: String(use.used), allowed: use.allowed === null ? null : String(use.allowed) };
  }
  return { name, unit, used: moneyToText(use.used), allowed: use.allowed === null ? null : moneyToText(use.allowed) };
}

/** What is not known is null: JSON has no NaN, and a person no use for it. */
function toCorrelationView({ markets, coefficients, clusters }: CorrelationMatrix): CorrelationView {
  return {
    instrumentIds: markets.map(({ instrumentId }) => instrumentId),
    coefficients: [...coefficients].map((value) => (Number.isNaN(value) ? null : value)),
    clusters: [...clusters],
  };
}
