import type { Money } from '../../model/money.ts';
import { moneyToText, ZERO_MONEY } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';

/** What the trades of one kind came to. Money as decimal text in the quote asset. */
export type ProfitGroup = {
  readonly trades: number;
  /** Trades with a profit above 0 ÷ trades. */
  readonly winRate: number;
  /** After fees. */
  readonly profit: string;
  readonly fees: string;
};

/** The trades by what `kindOf` says of them; kinds without a trade are left out. In order of first appearance. */
export function profitGroups<Kind extends string>(
  trades: readonly ClosedTrade[],
  kindOf: (trade: ClosedTrade) => Kind,
): Partial<Record<Kind, ProfitGroup>> {
  const groups = new Map<Kind, ClosedTrade[]>();
  for (const trade of trades) {
    const kind = kindOf(trade);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [trade]);
    else group.push(trade);
  }
  return Object.fromEntries([...groups].map(([kind, members]) => [kind, groupOf(members)])) as Partial<
    Record<Kind, ProfitGroup>
  >;
}

function groupOf(trades: readonly ClosedTrade[]): ProfitGroup {
  const sum = (part: (trade: ClosedTrade) => Money): Money =>
    trades.reduce((total, trade) => (total + part(trade)) as Money, ZERO_MONEY);
  return {
    trades: trades.length,
    winRate: trades.filter(({ profit }) => profit > 0n).length / trades.length,
    profit: moneyToText(sum(({ profit }) => profit)),
    fees: moneyToText(sum(({ fee }) => fee)),
  };
}
