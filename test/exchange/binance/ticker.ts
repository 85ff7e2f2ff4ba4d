import { divide, toAmount, toText } from '../core/amount.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { eight } from './order-view.ts';
import { toBinance } from './symbols.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The last 24 hours, by whole minutes. @param symbol the core's spelling */
export function dayTicker(desk: BinanceDesk, symbol: string) {
  const nowMs = desk.core.nowMs();
  const endMs = (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS;
  const [candle] = desk.core.candles(symbol, [endMs - DAY_MS, endMs]);
  const { bids, asks } = desk.core.book(symbol, 1);
  const last = desk.core.lastPrice(symbol);
  const open = candle?.open ?? last;
  const change = toAmount(last) - toAmount(open);
  const volume = toAmount(candle?.volume ?? '0');
  return {
    symbol: toBinance(symbol),
    priceChange: signed(change),
    priceChangePercent: Number(toText(divide(change * 100n, toAmount(open)))).toFixed(3),
    weightedAvgPrice: eight(toText(volume === 0n ? 0n : divide(toAmount(candle?.quoteVolume ?? '0'), volume))),
    prevClosePrice: eight(open),
    lastPrice: eight(last),
    lastQty: eight(desk.core.recentTrades(symbol, 1)[0]?.quantity ?? '0'),
    bidPrice: eight(bids[0]?.[0] ?? '0'),
    bidQty: eight(bids[0]?.[1] ?? '0'),
    askPrice: eight(asks[0]?.[0] ?? '0'),
    askQty: eight(asks[0]?.[1] ?? '0'),
    openPrice: eight(open),
    highPrice: eight(candle?.high ?? last),
    lowPrice: eight(candle?.low ?? last),
    volume: eight(candle?.volume ?? '0'),
    quoteVolume: eight(candle?.quoteVolume ?? '0'),
    openTime: endMs - DAY_MS,
    closeTime: nowMs,
    firstId: candle?.firstTradeId ?? -1,
    lastId: candle ? candle.firstTradeId + candle.trades - 1 : -1,
    count: candle?.trades ?? 0,
  };
}

function signed(amount: bigint): string {
  const text = eight(toText(amount < 0n ? -amount : amount));
  return amount < 0n ? `-${text}` : text;
}
