import type { BookChange, CoreCandle, CoreTrade } from '../../core/core-types.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { shiftOpen } from '../intervals.ts';
import { eight } from '../order-view.ts';
import { toBinance } from '../symbols.ts';
import { dayTicker } from '../ticker.ts';

/** Payloads of the market streams, as section 1.7 of the protocol facts writes them. */
export function tradeMessage(trade: CoreTrade, nowMs: number) {
  return {
    e: 'trade',
    E: nowMs,
    s: toBinance(trade.symbol),
    t: trade.id,
    p: eight(trade.price),
    q: eight(trade.quantity),
    T: trade.timeMs,
    m: trade.takerSide === 'sell',
    M: true,
  };
}

export function aggTradeMessage(trade: CoreTrade, nowMs: number) {
  const { t, ...rest } = tradeMessage(trade, nowMs);
  return { ...rest, e: 'aggTrade', a: t, f: t, l: t };
}

export function klineMessage(
  symbol: string,
  interval: string,
  candle: CoreCandle,
  told: { isClosed: boolean; nowMs: number },
) {
  return {
    e: 'kline',
    E: told.nowMs,
    s: toBinance(symbol),
    k: {
      t: candle.openTimeMs,
      T: shiftOpen(interval, candle.openTimeMs, 1) - 1,
      s: toBinance(symbol),
      i: interval,
      f: candle.firstTradeId,
      L: candle.trades === 0 ? -1 : candle.firstTradeId + candle.trades - 1,
      o: eight(candle.open),
      c: eight(candle.close),
      h: eight(candle.high),
      l: eight(candle.low),
      v: eight(candle.volume),
      n: candle.trades,
      x: told.isClosed,
      q: eight(candle.quoteVolume),
      V: eight(candle.takerBuyVolume),
      Q: eight(candle.takerBuyQuoteVolume),
      B: '0',
    },
  };
}

export type DepthRange = { readonly first: number; readonly last: number; readonly changes: readonly BookChange[] };

export function depthMessage(symbol: string, range: DepthRange, nowMs: number) {
  const levels = (side: 'bid' | 'ask') =>
    range.changes
      .filter((change) => change.side === side)
      .map(({ price, quantity }) => [eight(price), eight(quantity)]);
  return {
    e: 'depthUpdate',
    E: nowMs,
    s: toBinance(symbol),
    U: range.first,
    u: range.last,
    b: levels('bid'),
    a: levels('ask'),
  };
}

export function bookTickerMessage(desk: BinanceDesk, symbol: string) {
  const { lastUpdateId, bids, asks } = desk.core.book(symbol, 1);
  return {
    u: lastUpdateId,
    s: toBinance(symbol),
    b: eight(bids[0]?.[0] ?? '0'),
    B: eight(bids[0]?.[1] ?? '0'),
    a: eight(asks[0]?.[0] ?? '0'),
    A: eight(asks[0]?.[1] ?? '0'),
  };
}

export function partialDepthMessage(desk: BinanceDesk, symbol: string, count: number) {
  const { lastUpdateId, bids, asks } = desk.core.book(symbol, count);
  const texts = (levels: readonly (readonly [string, string])[]) => levels.map(([p, q]) => [eight(p), eight(q)]);
  return { lastUpdateId, bids: texts(bids), asks: texts(asks) };
}

export function miniTickerMessage(desk: BinanceDesk, symbol: string) {
  const ticker = dayTicker(desk, symbol);
  return {
    e: '24hrMiniTicker',
    E: desk.core.nowMs(),
    s: ticker.symbol,
    c: ticker.lastPrice,
    o: ticker.openPrice,
    h: ticker.highPrice,
    l: ticker.lowPrice,
    v: ticker.volume,
    q: ticker.quoteVolume,
  };
}

export function tickerMessage(desk: BinanceDesk, symbol: string) {
  const ticker = dayTicker(desk, symbol);
  return {
    e: '24hrTicker',
    E: desk.core.nowMs(),
    s: ticker.symbol,
    p: ticker.priceChange,
    P: ticker.priceChangePercent,
    w: ticker.weightedAvgPrice,
    x: ticker.prevClosePrice,
    c: ticker.lastPrice,
    Q: ticker.lastQty,
    b: ticker.bidPrice,
    B: ticker.bidQty,
    a: ticker.askPrice,
    A: ticker.askQty,
    o: ticker.openPrice,
    h: ticker.highPrice,
    l: ticker.lowPrice,
    v: ticker.volume,
    q: ticker.quoteVolume,
    O: ticker.openTime,
    C: ticker.closeTime,
    F: ticker.firstId,
    L: ticker.lastId,
    n: ticker.count,
  };
}
