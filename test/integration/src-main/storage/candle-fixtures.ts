import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { createCandleColumns } from '../../../../src-main/model/candle.ts';

export const START_MS = 1_600_000_020_000;
export const MINUTE_MS = 60_000;

/** `length` 1m bars without gaps from START_MS on, with prices that depend on the bar's number and on `shift` alone. */
export function minutes(length: number, from = 0, shift = 0): CandleColumns {
  const columns = createCandleColumns(length);
  for (let row = 0; row < length; row++) {
    const bar = from + row;
    const open = 100 + shift + Math.sin(bar / 50) * 10;
    columns.openTimeMs[row] = START_MS + bar * MINUTE_MS;
    columns.open[row] = open;
    columns.high[row] = open + 1 + (bar % 7);
    columns.low[row] = open - 1 - (bar % 5);
    columns.close[row] = open + 0.5;
    columns.volume[row] = bar % 100;
  }
  return columns;
}
