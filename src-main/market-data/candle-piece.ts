import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../model/candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns, sliceCandleColumns } from '../model/candle.ts';
import type { TimeSpan } from './time-span.ts';

/** All bars of a span: one that is not among the columns does not exist. */
export type CandlePiece = TimeSpan & { readonly columns: CandleColumns };

/** The rows of a span, as views on the same memory. */
export function rowsWithin(columns: CandleColumns, { fromMs, toMs }: TimeSpan): CandleColumns {
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

/** `newer` takes the place of all that `older` has of its span. Either may reach beyond the other at both ends. */
export function overlayPiece(older: CandleColumns, newer: CandlePiece): CandleColumns {
  const before = rowsWithin(older, { fromMs: Number.NEGATIVE_INFINITY, toMs: newer.fromMs });
  const after = rowsWithin(older, { fromMs: newer.toMs, toMs: Number.POSITIVE_INFINITY });
  return concatColumns([before, rowsWithin(newer.columns, newer), after]);
}
