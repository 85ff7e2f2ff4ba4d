import { firstIndexAtOrAfter } from '../../../src-main/base/first-index-at-or-after.ts';
import { type CandleRows, countRows } from './candle-rows.ts';
import type { SceneLine } from './chart-scene.ts';
import type { ComparedColumns } from './chart-session.ts';

export const comparedLineId = (instrumentId: string): string => `compared:${instrumentId}`;

/**
 * Other instruments as lines on the price axis: each begins at the close of row `first` and moves from there by its own
 * percents. Rows it has no bar for are NaN; one without a price at the first row begins at its next.
 */
export function comparedLines(
  compared: readonly ComparedColumns[],
  rows: CandleRows,
  first: number,
  colourOf: (index: number) => string,
): readonly SceneLine[] {
  const base = rows.columns.close[first];
  if (base === undefined || countRows(rows) === 0) return [];
  return compared.map((columns, index) => {
    const closes = closesOfRows(columns, rows);
    const from = closes.findIndex((close, row) => row >= first && !Number.isNaN(close));
    const scale = from < 0 ? Number.NaN : base / (closes[from] as number);
    return {
      id: comparedLineId(columns.instrumentId),
      pane: 'price',
      name: columns.instrumentId,
      values: closes.map((close) => close * scale),
      colour: colourOf(index),
      shape: 'line',
      guides: [],
      base,
    };
  });
}

/** The close of the bars that belong to each row: of the newest one that opens at or before it, no older than a row. */
function closesOfRows({ openTimeMs, close }: ComparedColumns, rows: CandleRows): Float64Array {
  const rowMs = rows.barsPerRow * rows.barMs;
  return rows.columns.openTimeMs.map((timeMs) => {
    const at = firstIndexAtOrAfter(openTimeMs, timeMs + 1) - 1;
    const opened = openTimeMs[at];
    return opened === undefined || opened <= timeMs - rowMs ? Number.NaN : (close[at] as number);
  });
}
