import { csvText, csvTextCell } from '../../../src-main/base/csv-cell.ts';
import { rowsInSight } from './candle-rows.ts';
import type { ChartScene } from './chart-option.ts';

/**
 * The candles in sight as CSV: open time (UTC, ISO 8601), the market's own prices and volume, then a column for each
 * output of each indicator, empty while it warms up. Candles that stand for several bars are rows of their own.
 */
export function chartCsv({ rows, lines, view }: Pick<ChartScene, 'rows' | 'lines' | 'view'>): string {
  const { columns } = rows;
  // Other instruments are drawn on this one's prices, which are not theirs.
  const own = lines.filter(({ base }) => base === undefined);
  const { from, to } = rowsInSight(rows, view);
  const header = ['time', 'open', 'high', 'low', 'close', 'volume', ...own.map(({ id }) => csvTextCell(id))];
  const table: string[][] = [header];
  for (let row = from; row < to; row++) {
    const prices = [columns.open, columns.high, columns.low, columns.close, columns.volume];
    const values = [...prices, ...own.map((line) => line.values)].map((column) => numberCell(column[row]));
    table.push([new Date(columns.openTimeMs[row] as number).toISOString(), ...values]);
  }
  return csvText(table);
}

const numberCell = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);
