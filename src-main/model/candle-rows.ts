import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { CandleColumns } from './candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns, sliceCandleColumns } from './candle.ts';
import type { TimestampMs } from './time.ts';

/** The rows that open from `fromMs` on and before `toMs`, as views on the same memory. */
export function rowsBetween(columns: CandleColumns, fromMs: TimestampMs, toMs: TimestampMs): CandleColumns {
  const from = firstIndexAtOrAfter(columns.openTimeMs, fromMs);
  return sliceCandleColumns(columns, from, firstIndexAtOrAfter(columns.openTimeMs, toMs));
}

/** One after another, in memory of their own. */
export function concatColumns(parts: readonly CandleColumns[]): CandleColumns {
  const joined = createCandleColumns(parts.reduce((rows, part) => rows + part.openTimeMs.length, 0));
  let row = 0;
  for (const part of parts) {
    for (const name of CANDLE_COLUMN_NAMES) joined[name].set(part[name], row);
    row += part.openTimeMs.length;
  }
  return joined;
}
