import type { LimitName } from '../../model/governor-limits.ts';
import type { Money } from '../../model/money.ts';
import { ratioFromNumber, shareOf } from '../../model/money.ts';
import type { AssetStake, LimitUse, RiskStanding } from '../../model/risk-standing.ts';
import type { ExposureBreakdown } from './exposure.ts';
import type { Governor } from './governor.ts';
import { levelUses } from './levels.ts';

export type StandingTerms = {
  readonly governor: Governor;
  readonly breakdown: ExposureBreakdown;
  readonly assetsOf: (instrumentId: string) => { readonly baseAsset: string; readonly quoteAsset: string };
  readonly sameCluster: (instrumentId: string, other: string) => boolean;
};

export function riskStandingOf(terms: StandingTerms): RiskStanding {
  const { group, asset, equity, mode } = terms.governor;
  const assets = assetStakes(terms);
  return { group, asset, equity, mode, assets, uses: usesOf(terms, assets) };
}

function usesOf({ governor, breakdown, assetsOf }: StandingTerms, assets: readonly AssetStake[]): LimitUse[] {
  const { limits, equity, marks } = governor;
  const { gross, net, positions, byInstrument } = breakdown;
  const share = (name: LimitName, used: bigint): LimitUse => {
    const limit = limits[name];
    const allowed = limit === null ? null : shareOf(equity, ratioFromNumber(limit.most));
    return { name, unit: 'money', used: used as Money, allowed };
  };
  const count = (name: LimitName, used: number): LimitUse => {
    return { name, unit: 'count', used, allowed: limits[name]?.most ?? null };
  };
  const quotes = [...sumBy(byInstrument, (id) => assetsOf(id).quoteAsset).values()];
  return [
    ...(marks === null ? [] : levelUses({ limits, marks, equity }).map((use) => ({ ...use, unit: 'money' as const }))),
    share('grossExposure', gross),
    share('netExposure', net < 0n ? -net : net),
    share('assetExposure', largest(assets.map(({ exposure }) => exposure))),
    share('quoteExposure', largest(quotes)),
    share('clusterExposure', largest(assets.map(({ cluster }) => cluster))),
    count('positions', positions),
    count('ordersPerMinute', governor.sentWithinMinute()),
  ];
}

/** Largest first. */
function assetStakes({ breakdown: { byInstrument }, assetsOf, sameCluster }: StandingTerms): readonly AssetStake[] {
  const ids = [...byInstrument.keys()];
  const exposures = sumBy(byInstrument, (id) => assetsOf(id).baseAsset);
  const stakes = [...exposures].map(([asset, exposure]) => {
    const own = ids.filter((id) => assetsOf(id).baseAsset === asset);
    const together = ids.filter((id) => own.some((other) => sameCluster(other, id)));
    const cluster = together.reduce((sum, id) => sum + (byInstrument.get(id) ?? 0n), 0n);
    const names = new Set(together.map((id) => assetsOf(id).baseAsset));
    names.delete(asset);
    return { asset, exposure: exposure as Money, cluster: cluster as Money, movesWith: [...names].sort() };
  });
  return stakes.sort((left, right) => (left.exposure < right.exposure ? 1 : -1));
}

function sumBy(values: ReadonlyMap<string, bigint>, keyOf: (id: string) => string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [id, value] of values) sums.set(keyOf(id), (sums.get(keyOf(id)) ?? 0n) + value);
  return sums;
}

const largest = (values: readonly bigint[]): bigint =>
  values.reduce((most, value) => (value > most ? value : most), 0n);
