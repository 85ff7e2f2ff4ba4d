import type { Candle, CandleColumns } from '../../model/candle.ts';

/** What an indicator reads of a candle; hl2, hlc3, hlcc4 and ohlc4 are means of the prices their letters name. */
export const PRICE_SOURCES = ['close', 'open', 'high', 'low', 'hl2', 'hlc3', 'hlcc4', 'ohlc4', 'volume'] as const;

export type PriceSource = (typeof PRICE_SOURCES)[number];

/**
 * Step form. The order of operations is that of `priceColumn`: the two must agree to the bit. The last source is the
 * default of the switch: a path that returned nothing would make the engine box every number that leaves here.
 */
export function priceOf(candle: Candle, source: PriceSource): number {
  switch (source) {
    case 'close':
      return candle.close;
    case 'open':
      return candle.open;
    case 'high':
      return candle.high;
    case 'low':
      return candle.low;
    case 'volume':
      return candle.volume;
    case 'hl2':
      return (candle.high + candle.low) / 2;
    case 'hlc3':
      return (candle.high + candle.low + candle.close) / 3;
    case 'hlcc4':
      return (candle.high + candle.low + candle.close + candle.close) / 4;
    default:
      return (candle.open + candle.high + candle.low + candle.close) / 4;
  }
}

/** Series form: the column itself where the source is one, else a new one. Read it, never write it. */
export function priceColumn(candles: CandleColumns, source: PriceSource): Float64Array {
  switch (source) {
    case 'close':
    case 'open':
    case 'high':
    case 'low':
    case 'volume':
      return candles[source];
    case 'hl2':
      return meanColumn([candles.high, candles.low]);
    case 'hlc3':
      return meanColumn([candles.high, candles.low, candles.close]);
    case 'hlcc4':
      return meanColumn([candles.high, candles.low, candles.close, candles.close]);
    case 'ohlc4':
      return meanColumn([candles.open, candles.high, candles.low, candles.close]);
  }
}

function meanColumn(columns: readonly [Float64Array, Float64Array, ...Float64Array[]]): Float64Array {
  const out = Float64Array.from(columns[0]);
  const length = out.length;
  for (const column of columns.slice(1)) {
    for (let i = 0; i < length; i++) out[i] = (out[i] as number) + (column[i] as number);
  }
  const count = columns.length;
  for (let i = 0; i < length; i++) out[i] = (out[i] as number) / count;
  return out;
}
