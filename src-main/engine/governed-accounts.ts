import type { Account } from '../model/account.ts';
import type { Money, Ratio } from '../model/money.ts';
import { shareOf } from '../model/money.ts';
import type { AccountLane, EngineContext } from './context.ts';
import type { Holding } from './portfolio/portfolio.ts';
import { rateBetween } from './reporting-rate.ts';
import type { ExposedAssets } from './risk/exposure.ts';
import type { GovernedAccounts } from './risk/governor.ts';

const NOTHING = 0n as Ratio;

/** The accounts of the group of `first`, every amount in its quote asset. */
export function governedAccounts(engine: EngineContext, first: Account): GovernedAccounts {
  const lanes = (): readonly AccountLane[] =>
    [...engine.accounts.values()].filter(({ account }) => account.group === first.group);
  const rateOf = (asset: string): Ratio | null => rateBetween(engine, asset, first.quoteAsset);
  return {
    equity: () => {
      let equity = 0n;
      for (const { account, portfolio } of lanes()) {
        equity += shareOf(portfolio.equity(), rateOf(account.quoteAsset) ?? NOTHING);
      }
      return equity as Money;
    },
    unpriced: () => {
      for (const { portfolio } of lanes()) {
        const found = unpricedOf(portfolio.open());
        if (found !== null) return found;
      }
      return null;
    },
    open: () => openIn(lanes()),
    assetsOf: (instrumentId) => assetsOf(engine, instrumentId, rateOf),
    sameCluster: (instrumentId, other) => engine.correlation.isSame(instrumentId, other),
    unvalued: () => {
      const unvalued = lanes().find(({ account }) => rateOf(account.quoteAsset) === null);
      return unvalued === undefined ? null : unvalued.account.quoteAsset;
    },
  };
}

export function unpricedOf(open: readonly Holding[]): string | null {
  for (const { mark, instrumentId } of open) if (!Number.isFinite(mark.price)) return instrumentId;
  return null;
}

function openIn(lanes: readonly AccountLane[]): Iterable<Holding> {
  const [only] = lanes;
  return lanes.length === 1 && only !== undefined
    ? only.portfolio.open()
    : lanes.flatMap(({ portfolio }) => portfolio.open());
}

function assetsOf(engine: EngineContext, instrumentId: string, rateOf: (asset: string) => Ratio | null): ExposedAssets {
  const market = engine.markets.get(instrumentId);
  if (market === undefined) throw new RangeError(`instrument is "${instrumentId}", expected one of this market`);
  const { baseAsset, quoteAsset } = market.instrument;
  return { baseAsset, quoteAsset, rate: rateOf(quoteAsset) ?? NOTHING };
}
