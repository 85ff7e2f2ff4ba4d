import { firstIndexAtOrAfter } from '../../../src-main/base/first-index-at-or-after.ts';
import type { CandleColumnsView, CandleView } from '../../../src-preload/contract/views.ts';
import { MOST_ROWS, type ViewWindow } from './view-window.ts';

/** The rows a chart holds: each is the exact open, high, low, close and volume of `barsPerRow` bars. */
export type CandleRows = {
  readonly columns: CandleColumnsView;
  readonly barsPerRow: number;
  readonly barMs: number;
  /** The last row's closed bars, so that the forming one can be laid on them again and again; null when it has none. */
  readonly settledLast: CandleView | null;
};

export const NO_ROWS: CandleRows = {
  columns: emptyColumns(),
  barsPerRow: 1,
  barMs: 60_000,
  settledLast: null,
};

function emptyColumns(): CandleColumnsView {
  const none = new Float64Array(0);
  return { openTimeMs: none, open: none, high: none, low: none, close: none, volume: none };
}

export const countRows = (rows: CandleRows): number => rows.columns.openTimeMs.length;

export function rowAt(rows: CandleRows, index: number): CandleView | undefined {
  const { columns } = rows;
  const openTimeMs = columns.openTimeMs[index];
  if (openTimeMs === undefined) return undefined;
  return {
    openTimeMs,
    open: columns.open[index] as number,
    high: columns.high[index] as number,
    low: columns.low[index] as number,
    close: columns.close[index] as number,
    volume: columns.volume[index] as number,
  };
}

/** Rows of closed bars, as the main side sends them. */
export function createRows(columns: CandleColumnsView, barsPerRow: number, barMs: number): CandleRows {
  const rows = { columns, barsPerRow, barMs, settledLast: null };
  return { ...rows, settledLast: rowAt(rows, countRows(rows) - 1) ?? null };
}

/** Index of the row drawn nearest to `timeMs`; undefined when the nearest is further away than one row is wide. */
export function nearestRow(rows: CandleRows, timeMs: number): number | undefined {
  const after = firstIndexAtOrAfter(rows.columns.openTimeMs, timeMs);
  const times = rows.columns.openTimeMs;
  const distance = (index: number): number => Math.abs((times[index] ?? Number.POSITIVE_INFINITY) - timeMs);
  const nearest = distance(after) < distance(after - 1) ? after : after - 1;
  return distance(nearest) <= rows.barsPerRow * rows.barMs ? nearest : undefined;
}

/** Index of the row whose bars cover `timeMs`; undefined before the first row, after the last and in a gap. */
export function rowHolding(rows: CandleRows, timeMs: number): number | undefined {
  const row = firstIndexAtOrAfter(rows.columns.openTimeMs, timeMs + 1) - 1;
  const openTimeMs = rows.columns.openTimeMs[row];
  return openTimeMs !== undefined && timeMs < openTimeMs + rows.barsPerRow * rows.barMs ? row : undefined;
}

/** First row in sight and the one past the last; half a row sticking in counts. */
export function rowsInSight(rows: CandleRows, view: ViewWindow): { from: number; to: number } {
  const halfMs = (rows.barsPerRow * rows.barMs) / 2;
  return {
    from: firstIndexAtOrAfter(rows.columns.openTimeMs, view.fromMs - halfMs),
    to: firstIndexAtOrAfter(rows.columns.openTimeMs, view.toMs + halfMs),
  };
}

/** Only the rows whose bars all open at `lastMs` or before. */
export function rowsUpTo(rows: CandleRows, lastMs: number): CandleRows {
  const { columns, barsPerRow, barMs } = rows;
  const spanMs = (barsPerRow - 1) * barMs;
  const count = firstIndexAtOrAfter(columns.openTimeMs, lastMs - spanMs + 1);
  if (count === columns.openTimeMs.length) return rows;
  const cut = (values: Float64Array): Float64Array<ArrayBuffer> => values.slice(0, count);
  const { openTimeMs, open, high, low, close, volume } = columns;
  return createRows(
    {
      ...{ openTimeMs: cut(openTimeMs), open: cut(open), high: cut(high) },
      ...{ low: cut(low), close: cut(close), volume: cut(volume) },
    },
    barsPerRow,
    barMs,
  );
}

/** Lays the forming (or just closed) bar, which the rows do not hold yet, on them: widens the last one, or adds one. */
export function withCandle(rows: CandleRows, candle: CandleView, closed: boolean): CandleRows {
  const last = rowAt(rows, countRows(rows) - 1);
  if (last !== undefined && candle.openTimeMs < last.openTimeMs) return rows;
  const rowMs = rows.barsPerRow * rows.barMs;
  if (last === undefined || candle.openTimeMs >= last.openTimeMs + rowMs) {
    return { ...rows, columns: withLastRow(rows.columns, candle, true), settledLast: closed ? candle : null };
  }
  if (rows.barsPerRow === 1) {
    return { ...rows, columns: withLastRow(rows.columns, candle, false) };
  }
  const merged = rows.settledLast === null ? candle : mergeCandles(rows.settledLast, candle);
  return {
    ...rows,
    columns: withLastRow(rows.columns, merged, false),
    settledLast: closed ? merged : rows.settledLast,
  };
}

export function mergeCandles(earlier: CandleView, later: CandleView): CandleView {
  return {
    openTimeMs: earlier.openTimeMs,
    open: earlier.open,
    high: Math.max(earlier.high, later.high),
    low: Math.min(earlier.low, later.low),
    close: later.close,
    volume: earlier.volume + later.volume,
  };
}

const COLUMN_NAMES = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

/** A copy with the last row replaced or a row added; the oldest rows go when there are more than MOST_ROWS. */
function withLastRow(columns: CandleColumnsView, row: CandleView, added: boolean): CandleColumnsView {
  const kept = columns.openTimeMs.length - (added ? 0 : 1);
  const skip = Math.max(0, kept + 1 - MOST_ROWS);
  const copy = (name: (typeof COLUMN_NAMES)[number]): Float64Array<ArrayBuffer> => {
    const values = new Float64Array(kept - skip + 1);
    values.set(columns[name].subarray(skip, kept));
    values[values.length - 1] = row[name];
    return values;
  };
  return {
    openTimeMs: copy('openTimeMs'),
    open: copy('open'),
    high: copy('high'),
    low: copy('low'),
    close: copy('close'),
    volume: copy('volume'),
  };
}
