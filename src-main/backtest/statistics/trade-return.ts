import { moneyToNumber, moneyToText, notionalOf } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';
import { definedOrNull } from '../statistics.ts';

/** Profit after fees ÷ what the entry cost, a fraction; null for an entry that cost nothing. */
export function tradeReturn({ profit, entryPrice, quantity }: ClosedTrade): number | null {
  return definedOrNull(moneyToNumber(profit) / moneyToNumber(notionalOf(entryPrice, quantity)));
}

/** One trade out of the list. */
export type NotedTrade = {
  /** Counted from 1, in order of exits. */
  readonly number: number;
  /** Quote asset, decimal text, after fees. */
  readonly profit: string;
  /** Profit ÷ cost of the entry. */
  readonly return: number | null;
};

/** The trades with the most and the least profit in money, the earlier of equals; null without trades. */
export function extremeTrades(trades: readonly ClosedTrade[]): { best: NotedTrade | null; worst: NotedTrade | null } {
  let best = 0;
  let worst = 0;
  trades.forEach(({ profit }, index) => {
    if (profit > (trades[best] as ClosedTrade).profit) best = index;
    if (profit < (trades[worst] as ClosedTrade).profit) worst = index;
  });
  return { best: noteOf(trades, best), worst: noteOf(trades, worst) };
}

function noteOf(trades: readonly ClosedTrade[], index: number): NotedTrade | null {
  const trade = trades[index];
  if (trade === undefined) return null;
  return { number: index + 1, profit: moneyToText(trade.profit), return: tradeReturn(trade) };
}
