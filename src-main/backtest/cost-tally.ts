import type { Fill } from '../model/fill.ts';
import type { Money } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';

/** What the fills of a run cost, quote asset; negative for what was received. */
export type CostTotals = {
  readonly makerFees: Money;
  readonly takerFees: Money;
  readonly funding: Money;
  /** Paid through worse prices; null when a fill did not tell. */
  readonly spread: Money | null;
  readonly slippage: Money | null;
  /** Fills that traded something, and those of them that provided liquidity. */
  readonly fills: number;
  readonly makerFills: number;
};

export const NO_COSTS: CostTotals = {
  makerFees: ZERO_MONEY,
  takerFees: ZERO_MONEY,
  funding: ZERO_MONEY,
  spread: ZERO_MONEY,
  slippage: ZERO_MONEY,
  fills: 0,
  makerFills: 0,
};

const plus = (sum: Money, amount: Money): Money => (sum + amount) as Money;

/** The totals with one more fill in them. */
export function withFill(totals: CostTotals, { fee, purpose, liquidity, costs }: Fill): CostTotals {
  if (purpose === 'funding') return { ...totals, funding: plus(totals.funding, fee) };
  const isMaker = liquidity === 'maker';
  return {
    ...totals,
    makerFees: isMaker ? plus(totals.makerFees, fee) : totals.makerFees,
    takerFees: isMaker ? totals.takerFees : plus(totals.takerFees, fee),
    spread: totals.spread === null || costs === undefined ? null : plus(totals.spread, costs.spread),
    slippage: totals.slippage === null || costs === undefined ? null : plus(totals.slippage, costs.slippage),
    fills: totals.fills + 1,
    makerFills: totals.makerFills + (isMaker ? 1 : 0),
  };
}
