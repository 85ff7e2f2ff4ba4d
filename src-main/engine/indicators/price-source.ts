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

/** The same in memory of its own, for those who write over it. */
export function ownPriceColumn(candles: CandleColumns, source: PriceSource): Float64Array {
  const column = priceColumn(candles, source);
  return source in candles ? column.slice() : column;
}

/** Adds column after column in one pass; a column taken twice counts twice. */
function meanColumn([a, b, c, d]: readonly [Float64Array, Float64Array, Float64Array?, Float64Array?]): Float64Array {
  const length = a.length;
  const out = new Float64Array(length);
  if (c === undefined) for (let i = 0; i < length; i++) out[i] = ((a[i] as number) + (b[i] as number)) / 2;
  else if (d === undefined) {
    for (let i = 0; i < length; i++) out[i] = ((a[i] as number) + (b[i] as number) + (c[i] as number)) / 3;
  } else {
    for (let i = 0; i < length; i++) {
      out[i] = ((a[i] as number) + (b[i] as number) + (c[i] as number) + (d[i] as number)) / 4;
    }
  }
  return out;
}
