import type { Candle, CandleColumns } from '../../../model/candle.ts';

/**
 * True range = max(high − low, |high − close before|, |low − close before|), here as higher of (high, close before) minus
 * lower of (low, close before): the same number with two comparisons. The first candle has no close before; its true range
 * is high − low (ta.tr with handle_na, as ta.atr uses it).
 */
export function trueRangeAfter(candle: Candle, closeBefore: number): number {
  const top = Math.max(candle.high, closeBefore);
  const bottom = Math.min(candle.low, closeBefore);
  return top - bottom;
}

export function trueRangeColumn(
  { high, low, close }: CandleColumns,
  out: Float64Array = new Float64Array(close.length),
): Float64Array {
  const length = close.length;
  if (length === 0) return out;
  out[0] = (high[0] as number) - (low[0] as number);
  let before = close[0] as number;
  for (let i = 1; i < length; i++) {
    const top = Math.max(high[i] as number, before);
    const bottom = Math.min(low[i] as number, before);
    out[i] = top - bottom;
    before = close[i] as number;
  }
  return out;
}

/** The same, candle by candle. */
export class TrueRange {
  private closeBefore = Number.NaN;
  private started = false;

  next(candle: Candle): number {
    const range = this.started ? trueRangeAfter(candle, this.closeBefore) : candle.high - candle.low;
    this.started = true;
    this.closeBefore = candle.close;
    return range;
  }
}
