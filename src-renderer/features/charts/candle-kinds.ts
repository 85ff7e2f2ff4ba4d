import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { CandleColumnsView } from '../../../src-preload/contract/views.ts';
import { type CandleRows, countRows } from './candle-rows.ts';

/**
 * The prices a chart draws for its rows. A line is drawn at the closes, so nothing else counts for what is in sight. What
 * the chart says in numbers is always the market's own.
 */
export function drawnColumns(rows: CandleRows, kind: ChartKind): CandleColumnsView {
  const { columns } = rows;
  if (kind === 'candles' || kind === 'hollow') return columns;
  if (kind === 'heikinAshi') return heikinAshi(rows);
  const { close } = columns;
  return { ...columns, open: close, high: close, low: close };
}

/**
 * Heikin-Ashi (Valcu 2004): close = (O + H + L + C) ÷ 4, open = middle of the body before, high and low widened by both.
 * The first row held takes its own middle as open; what that leaves out halves with every row, and rows are held for at
 * least a quarter of the view before its left edge.
 */
function heikinAshi(rows: CandleRows): CandleColumnsView {
  const { columns } = rows;
  const count = countRows(rows);
  const [open, high, low, close] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
  ];
  for (let row = 0; row < count; row++) {
    const [o, h, l, c] = [columns.open[row], columns.high[row], columns.low[row], columns.close[row]] as Four;
    const before = row === 0 ? (o + c) / 2 : ((open[row - 1] as number) + (close[row - 1] as number)) / 2;
    const average = (o + h + l + c) / 4;
    open[row] = before;
    close[row] = average;
    high[row] = Math.max(h, before, average);
    low[row] = Math.min(l, before, average);
  }
  return { ...columns, open, high, low, close };
}

type Four = [number, number, number, number];
