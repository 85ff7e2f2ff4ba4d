import type { Money } from '../../model/money.ts';
import { moneyToNumber, moneyToText } from '../../model/money.ts';
import type { CostTotals } from '../cost-tally.ts';
import { definedOrNull } from '../statistics.ts';

export type CostKind = 'takerFees' | 'makerFees' | 'spread' | 'slippage' | 'funding';

/** One kind of cost. Money as decimal text in the quote asset, negative when it was received. */
export type CostPart = {
  readonly kind: CostKind;
  /** null when the venue did not tell it. */
  readonly amount: string | null;
  /** Share of the gross profit; null when there was none. */
  readonly ofGross: number | null;
  /** Basis points of the traded value; null without trades. */
  readonly bpsOfTraded: number | null;
};

/** Where the money between gross and net profit went. */
export type CostsSplit = {
  /** Net profit and every cost that is told. */
  readonly grossProfit: string;
  /** Final equity − capital. */
  readonly netProfit: string;
  readonly tradedValue: string;
  readonly parts: readonly CostPart[];
  readonly fills: number;
  readonly makerFills: number;
};

const KINDS: readonly CostKind[] = ['takerFees', 'makerFees', 'spread', 'slippage', 'funding'];

export function costsSplit(costs: CostTotals, netProfit: Money, tradedValue: Money): CostsSplit {
  const gross = KINDS.reduce((sum, kind) => (sum + (costs[kind] ?? 0n)) as Money, netProfit);
  const part = (kind: CostKind): CostPart => {
    const amount = costs[kind];
    if (amount === null) return { kind, amount: null, ofGross: null, bpsOfTraded: null };
    const value = moneyToNumber(amount);
    return {
      kind,
      amount: moneyToText(amount),
      ofGross: gross > 0n ? definedOrNull(value / moneyToNumber(gross)) : null,
      bpsOfTraded: definedOrNull((value / moneyToNumber(tradedValue)) * 10_000),
    };
  };
  return {
    grossProfit: moneyToText(gross),
    netProfit: moneyToText(netProfit),
    tradedValue: moneyToText(tradedValue),
    parts: KINDS.map(part),
    fills: costs.fills,
    makerFills: costs.makerFills,
  };
}
