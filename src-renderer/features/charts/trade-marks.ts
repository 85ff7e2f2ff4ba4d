import { firstIndexAtOrAfter } from '../../../src-main/base/first-index-at-or-after.ts';
import type { FillView, TradeView } from '../../../src-preload/contract/views.ts';
import { type CandleRows, rowAt } from './candle-rows.ts';

/** One thing bought or sold, as a chart shows it; amounts are the ledger's own decimal text. */
export type TradeMark = {
  readonly side: 'buy' | 'sell';
  readonly timeMs: number;
  readonly price: string;
  readonly quantity: string;
  /** Name of the bot, or what the trade was for. */
  readonly by: string;
};

/** All marks of one side in one row: they share a symbol. */
export type MarkGroup = {
  readonly side: 'buy' | 'sell';
  readonly row: number;
  /** Where the symbol's tip is: the row's low for what was bought, its high for what was sold. */
  readonly tip: number;
  readonly marks: readonly TradeMark[];
};

export const marksOfFills = (fills: readonly FillView[], botName: (botId: string) => string): readonly TradeMark[] =>
  fills.map((fill) => ({
    side: fill.side,
    timeMs: fill.timeMs,
    price: fill.price,
    quantity: fill.quantity,
    by: botName(fill.botId),
  }));

/** Entry and exit of each trade; `reason` names the exit. */
export const marksOfTrades = (
  trades: readonly TradeView[],
  reason: (trade: TradeView) => string,
): readonly TradeMark[] =>
  trades.flatMap((trade): TradeMark[] => {
    const entry = trade.side === 'long' ? 'buy' : 'sell';
    const exit = trade.side === 'long' ? 'sell' : 'buy';
    const { quantity } = trade;
    return [
      { side: entry, timeMs: trade.entryTimeMs, price: trade.entryPrice, quantity, by: '' },
      { side: exit, timeMs: trade.exitTimeMs, price: trade.exitPrice, quantity, by: reason(trade) },
    ];
  });

/** Marks gathered by the row they happened in; those outside the rows held are left out. */
export function groupMarks(marks: readonly TradeMark[], rows: CandleRows): readonly MarkGroup[] {
  const groups = new Map<string, { side: 'buy' | 'sell'; row: number; tip: number; marks: TradeMark[] }>();
  const rowMs = rows.barsPerRow * rows.barMs;
  for (const mark of marks) {
    const row = firstIndexAtOrAfter(rows.columns.openTimeMs, mark.timeMs + 1) - 1;
    const candle = rowAt(rows, row);
    if (candle === undefined || mark.timeMs >= candle.openTimeMs + rowMs) continue;
    const key = `${row}${mark.side}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { side: mark.side, row, tip: mark.side === 'buy' ? candle.low : candle.high, marks: [mark] });
    } else group.marks.push(mark);
  }
  return [...groups.values()];
}
