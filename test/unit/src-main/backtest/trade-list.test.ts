import { describe, expect, it } from 'vitest';
import { TradeList } from '../../../../src-main/backtest/trade-list.ts';
import { moneyToText, priceFromText, priceToText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { ClosedTrade } from '../../../../src-main/model/position.ts';
import { tradeOf } from './statistics/made-trades.ts';

const part = (quantity: string, exitPrice: string, profit: string, changes: Partial<ClosedTrade> = {}): ClosedTrade =>
  tradeOf(profit, { quantity: quantityFromText(quantity), exitPrice: priceFromText(exitPrice), ...changes });

describe('the trades of a run', () => {
  it('an exit filled in parts is one trade at the average price', () => {
    const list = new TradeList();
    list.beginFill('exit-1');
    list.add(part('1', '110', '10'));
    list.beginFill('exit-1');
    list.add(part('3', '102', '6', { exitTimeMs: 120_000 }));
    const [only] = list.trades;
    expect(list.trades).toHaveLength(1);
    expect(priceToText(only?.exitPrice as never)).toBe('104');
    expect(moneyToText(only?.profit as never)).toBe('16');
    expect(only?.exitTimeMs).toBe(120_000);
  });

  it('each entry it took from, and each exit, stays a trade of its own', () => {
    const list = new TradeList();
    list.beginFill('exit-1');
    list.add(part('1', '110', '10'));
    list.add(part('1', '110', '5', { entryTimeMs: 60_000 }));
    list.beginFill('exit-1');
    list.add(part('1', '111', '6', { entryTimeMs: 60_000 }));
    list.beginFill('exit-2');
    list.add(part('1', '112', '7', { entryTimeMs: 60_000 }));
    expect(list.trades.map(({ profit }) => moneyToText(profit))).toEqual(['10', '11', '7']);
  });
});
