import { moneyToText, priceToText, quantityToText } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';

/** A trade as JSON carries it: times in epoch ms, amounts as exact decimal text. */
export function tradeText(trade: ClosedTrade): Record<string, string | number> {
  return {
    side: trade.side,
    entryTime: trade.entryTimeMs,
    entryPrice: priceToText(trade.entryPrice),
    exitTime: trade.exitTimeMs,
    exitPrice: priceToText(trade.exitPrice),
    quantity: quantityToText(trade.quantity),
    fee: moneyToText(trade.fee),
    profit: moneyToText(trade.profit),
    exitReason: trade.exitReason,
    entryTag: trade.entryTag,
    exitTag: trade.exitTag,
  };
}
