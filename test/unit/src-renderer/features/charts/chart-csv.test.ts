import { expect, it } from 'vitest';
import { createRows } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import { chartCsv } from '../../../../../src-renderer/features/charts/chart-csv.ts';

const HOUR_MS = 3_600_000;
const column = (...values: readonly number[]): Float64Array<ArrayBuffer> => Float64Array.from(values);

it('is a row for each candle in sight, the market’s own prices, and what indicators said of it', () => {
  const rows = createRows(
    {
      openTimeMs: column(0, HOUR_MS, 2 * HOUR_MS),
      open: column(1, 2, 3),
      high: column(4, 5, 6),
      low: column(0.5, 1.5, 2.5),
      close: column(2, 3, 4),
      volume: column(10, 20, 0.00001),
    },
    1,
    HOUR_MS,
  );
  const line = { pane: 'own', name: 'rsi', colour: '', shape: 'line', guides: [] } as const;
  const lines = [{ ...line, id: 'rsi-1:rsi', values: column(Number.NaN, Number.NaN, 55.25) }];
  const view = { fromMs: 0.6 * HOUR_MS, toMs: 3 * HOUR_MS };
  expect(chartCsv({ rows, lines, view }).split('\r\n')).toEqual([
    'time,open,high,low,close,volume,rsi-1:rsi',
    '1970-01-01T01:00:00.000Z,2,5,1.5,3,20,',
    '1970-01-01T02:00:00.000Z,3,6,2.5,4,0.00001,55.25',
    '',
  ]);
});
