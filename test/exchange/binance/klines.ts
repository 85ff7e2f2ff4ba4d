import type { CoreCandle, ExchangeCore } from '../core/core-types.ts';
import { openOf, shiftOpen } from './intervals.ts';
import { eight } from './order-view.ts';

/** History begins here, and no request reaches further back. */
const FIRST_MS = Date.UTC(2017, 0, 1);

export type KlineRange = {
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly limit: number;
};

/** Candles of a range as Binance cuts it: the oldest from a start on, else the newest; without trades a flat one. */
export function klinesOf(core: ExchangeCore, symbol: string, interval: string, range: KlineRange): CoreCandle[] {
  const nowMs = core.nowMs();
  const lastOpen = openOf(interval, Math.min(range.endMs ?? nowMs, nowMs));
  const firstAsked = range.startMs === undefined ? undefined : Math.max(range.startMs, FIRST_MS);
  let open = firstAsked === undefined ? shiftOpen(interval, lastOpen, 1 - range.limit) : openOf(interval, firstAsked);
  if (firstAsked !== undefined && open < firstAsked) open = shiftOpen(interval, open, 1);
  if (open < FIRST_MS)
    open = shiftOpen(interval, openOf(interval, FIRST_MS), openOf(interval, FIRST_MS) < FIRST_MS ? 1 : 0);
  const edges: number[] = [];
  for (; open <= lastOpen && edges.length < range.limit; open = shiftOpen(interval, open, 1)) edges.push(open);
  const last = edges.at(-1);
  if (last === undefined) return [];
  return fillFlat(core, symbol, edges, core.candles(symbol, [...edges, shiftOpen(interval, last, 1)]));
}

function fillFlat(
  core: ExchangeCore,
  symbol: string,
  opens: readonly number[],
  candles: readonly CoreCandle[],
): CoreCandle[] {
  const byOpen = new Map(candles.map((candle) => [candle.openTimeMs, candle]));
  const first = opens[0] ?? 0;
  let close: string | undefined;
  return opens.map((openTimeMs) => {
    const candle = byOpen.get(openTimeMs);
    close = candle?.close ?? close ?? closeBefore(core, symbol, first);
    return candle ?? flat(openTimeMs, close);
  });
}

function closeBefore(core: ExchangeCore, symbol: string, timeMs: number): string {
  return core.candles(symbol, [timeMs - 600_000, timeMs])[0]?.close ?? core.lastPrice(symbol);
}

function flat(openTimeMs: number, price: string): CoreCandle {
  const none = {
    volume: '0',
    quoteVolume: '0',
    takerBuyVolume: '0',
    takerBuyQuoteVolume: '0',
    trades: 0,
    firstTradeId: -1,
  };
  return { openTimeMs, open: price, high: price, low: price, close: price, ...none };
}

/** The twelve fields of a REST row. */
export function klineRow(candle: CoreCandle, interval: string) {
  return [
    candle.openTimeMs,
    eight(candle.open),
    eight(candle.high),
    eight(candle.low),
    eight(candle.close),
    eight(candle.volume),
    shiftOpen(interval, candle.openTimeMs, 1) - 1,
    eight(candle.quoteVolume),
    candle.trades,
    eight(candle.takerBuyVolume),
    eight(candle.takerBuyQuoteVolume),
    '0',
  ];
}
