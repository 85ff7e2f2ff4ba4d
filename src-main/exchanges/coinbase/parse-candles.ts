import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleColumnsOf } from '../../model/candle.ts';
import type { Interval } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import { amountIn, countIn, type Json, objectsIn, priceIn } from './parse.ts';

export const GRANULARITIES: Readonly<Partial<Record<Interval, string>>> = {
  '1m': 'ONE_MINUTE',
  '5m': 'FIVE_MINUTE',
  '15m': 'FIFTEEN_MINUTE',
  '30m': 'THIRTY_MINUTE',
  '1h': 'ONE_HOUR',
  '2h': 'TWO_HOUR',
  '4h': 'FOUR_HOUR',
  '6h': 'SIX_HOUR',
  '1d': 'ONE_DAY',
};

export type CandleWindow = { readonly interval: Interval; readonly fromMs: number; readonly toMs: number };

/** The rows of a page in order of time, each once, those of the window alone; `dropped` are rows that say nothing sensible. */
export function readCandles(body: Json, window: CandleWindow): { columns: CandleColumns; dropped: number } | undefined {
  if (!Array.isArray(body.candles)) return undefined;
  const byTime = new Map<number, Candle>();
  let dropped = body.candles.length;
  for (const row of objectsIn(body, 'candles')) {
    const candle = readCandle(row);
    if (candle === undefined || candle.openTimeMs % intervalMs(window.interval) !== 0) continue;
    dropped--;
    if (candle.openTimeMs >= window.fromMs && candle.openTimeMs < window.toMs) byTime.set(candle.openTimeMs, candle);
  }
  const rows = [...byTime.values()].sort((left, right) => left.openTimeMs - right.openTimeMs);
  return { columns: candleColumnsOf(rows), dropped };
}

function readCandle(row: Json): Candle | undefined {
  const start = countIn(row, 'start');
  const open = priceIn(row, 'open');
  const high = priceIn(row, 'high');
  const low = priceIn(row, 'low');
  const close = priceIn(row, 'close');
  const volume = amountIn(row, 'volume');
  if (start === undefined || open === undefined || close === undefined) return undefined;
  if (high === undefined || low === undefined || volume === undefined) return undefined;
  if (high < Math.max(open, close) || low > Math.min(open, close)) return undefined;
  return { openTimeMs: start * 1000, open, high, low, close, volume };
}
