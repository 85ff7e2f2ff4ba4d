import type { AccountGroup } from './account.ts';
import type { LimitName } from './governor-limits.ts';
import type { Money } from './money.ts';
import type { RiskMode } from './risk-mode.ts';

/** How much of a limit is used now. Limits on single orders have no use of their own and are left out. */
export type LimitUse =
  | { readonly name: LimitName; readonly unit: 'money'; readonly used: Money; readonly allowed: Money | null }
  | { readonly name: LimitName; readonly unit: 'count'; readonly used: number; readonly allowed: number | null };

export type AssetStake = {
  readonly asset: string;
  readonly exposure: Money;
  /** Of all assets that move with it, itself included. */
  readonly cluster: Money;
  readonly movesWith: readonly string[];
};

/** A group of accounts as a person wants to see it. Amounts in `asset`. */
export type RiskStanding = {
  readonly group: AccountGroup;
  readonly asset: string;
  readonly equity: Money;
  readonly mode: RiskMode;
  readonly uses: readonly LimitUse[];
  readonly assets: readonly AssetStake[];
};

export type CorrelatedMarket = { readonly instrumentId: string; readonly baseAsset: string };

/** Markets in the order they were added; `coefficients` row by row, NaN where too little is known. */
export type CorrelationMatrix = {
  readonly markets: readonly CorrelatedMarket[];
  readonly coefficients: Float64Array;
  /** Of each market the index of the first one of its cluster. */
  readonly clusters: Int32Array;
};

/** Every group of accounts as its governor sees it, and the markets that bots trade. */
export type RiskOverview = { readonly groups: readonly RiskStanding[]; readonly correlation: CorrelationMatrix };
