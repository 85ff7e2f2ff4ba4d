import type { TimestampMs } from './time.ts';

/** One bar. Prices in quote asset per base asset, volume in base asset; float64, for charts and indicators, not money. */
export type Candle = {
  readonly openTimeMs: TimestampMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** Many bars as columns of equal length, times strictly increasing. What is not there (a gap) has no row. */
export type CandleColumns = {
  readonly openTimeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

export const CANDLE_COLUMN_NAMES = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

export function createCandleColumns(length: number): CandleColumns {
  return {
    openTimeMs: new Float64Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
  };
}

/** Rows `from` (included) to `to` (not included) as views on the same memory. */
export function sliceCandleColumns(columns: CandleColumns, from: number, to: number): CandleColumns {
  return {
    openTimeMs: columns.openTimeMs.subarray(from, to),
    open: columns.open.subarray(from, to),
    high: columns.high.subarray(from, to),
    low: columns.low.subarray(from, to),
    close: columns.close.subarray(from, to),
    volume: columns.volume.subarray(from, to),
  };
}

export function candleAt(columns: CandleColumns, index: number): Candle {
  const openTimeMs = columns.openTimeMs[index];
  if (openTimeMs === undefined) {
    throw new RangeError(`index is ${index}, expected 0 to ${columns.openTimeMs.length - 1}`);
  }
  return {
    openTimeMs,
    open: columns.open[index] as number,
    high: columns.high[index] as number,
    low: columns.low[index] as number,
    close: columns.close[index] as number,
    volume: columns.volume[index] as number,
  };
}

/** A candle of one's own: what an event carries is only borrowed. */
export function copyCandle({ openTimeMs, open, high, low, close, volume }: Candle): Candle {
  return { openTimeMs, open, high, low, close, volume };
}

export function writeCandle(columns: CandleColumns, index: number, candle: Candle): void {
  columns.openTimeMs[index] = candle.openTimeMs;
  columns.open[index] = candle.open;
  columns.high[index] = candle.high;
  columns.low[index] = candle.low;
  columns.close[index] = candle.close;
  columns.volume[index] = candle.volume;
}

export function candleColumnsOf(candles: readonly Candle[]): CandleColumns {
  const columns = createCandleColumns(candles.length);
  candles.forEach((candle, index) => {
    writeCandle(columns, index, candle);
  });
  return columns;
}
