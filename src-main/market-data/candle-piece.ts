import type { CandleColumns } from '../model/candle.ts';
import { concatColumns, rowsBetween } from '../model/candle-rows.ts';
import type { TimeSpan } from './time-span.ts';

/** All bars of a span: one that is not among the columns does not exist. */
export type CandlePiece = TimeSpan & { readonly columns: CandleColumns };

/** The rows of a span, as views on the same memory. */
export function rowsWithin(columns: CandleColumns, { fromMs, toMs }: TimeSpan): CandleColumns {
  return rowsBetween(columns, fromMs, toMs);
}

/** `newer` takes the place of all that `older` has of its span. Either may reach beyond the other at both ends. */
export function overlayPiece(older: CandleColumns, newer: CandlePiece): CandleColumns {
  const before = rowsWithin(older, { fromMs: Number.NEGATIVE_INFINITY, toMs: newer.fromMs });
  const after = rowsWithin(older, { fromMs: newer.toMs, toMs: Number.POSITIVE_INFINITY });
  return concatColumns([before, rowsWithin(newer.columns, newer), after]);
}
