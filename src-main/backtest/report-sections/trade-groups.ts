import type { Money } from '../../model/money.ts';
import { moneyToNumber, moneyToText, ZERO_MONEY } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';
import { tradeReturn } from '../statistics/trade-return.ts';
import { definedOrNull, mean } from '../statistics.ts';

/** What the trades of one name came to. Money as decimal text in the quote asset. */
export type TradeGroup = {
  /** Empty for trades without one. */
  readonly name: string;
  readonly trades: number;
  /** Trades with a profit above 0 ÷ trades. */
  readonly winRate: number;
  /** After fees. */
  readonly profit: string;
  readonly fees: string;
  /** Sum of profits ÷ sum of losses; null when no trade lost. */
  readonly profitFactor: number | null;
  /** Mean of profit ÷ cost of the entry. */
  readonly averageReturn: number | null;
  readonly averageHoldingMs: number;
};

/** The trades by what `nameOf` says of them, the most profitable name first, equals in order of first appearance. */
export function tradeGroups(trades: readonly ClosedTrade[], nameOf: (trade: ClosedTrade) => string): TradeGroup[] {
  const members = new Map<string, ClosedTrade[]>();
  for (const trade of trades) {
    const name = nameOf(trade);
    const group = members.get(name);
    if (group === undefined) members.set(name, [trade]);
    else group.push(trade);
  }
  return [...members]
    .map(([name, group]) => ({ profit: sumOf(group, ({ profit }) => profit), group: groupOf(name, group) }))
    .sort((left, right) => (left.profit === right.profit ? 0 : left.profit > right.profit ? -1 : 1))
    .map(({ group }) => group);
}

function groupOf(name: string, trades: readonly ClosedTrade[]): TradeGroup {
  const won = trades.filter(({ profit }) => profit > 0n);
  const gained = sumOf(won, ({ profit }) => profit);
  const profit = sumOf(trades, (trade) => trade.profit);
  const lost = (gained - profit) as Money;
  const returns = trades.map(tradeReturn).filter((value) => value !== null);
  return {
    name,
    trades: trades.length,
    winRate: won.length / trades.length,
    profit: moneyToText(profit),
    fees: moneyToText(sumOf(trades, ({ fee }) => fee)),
    profitFactor: lost === 0n ? null : definedOrNull(moneyToNumber(gained) / moneyToNumber(lost)),
    averageReturn: definedOrNull(mean(returns)),
    averageHoldingMs: mean(trades.map(({ entryTimeMs, exitTimeMs }) => exitTimeMs - entryTimeMs)),
  };
}

function sumOf(trades: readonly ClosedTrade[], part: (trade: ClosedTrade) => Money): Money {
  return trades.reduce((total, trade) => (total + part(trade)) as Money, ZERO_MONEY);
}
