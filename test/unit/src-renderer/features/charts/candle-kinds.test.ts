import { describe, expect, it } from 'vitest';
import { drawnColumns } from '../../../../../src-renderer/features/charts/candle-kinds.ts';
import { createRows } from '../../../../../src-renderer/features/charts/candle-rows.ts';

const BAR_MS = 60_000;
const column = (...values: readonly number[]): Float64Array<ArrayBuffer> => Float64Array.from(values);
const rowsFrom = (skip: number) =>
  createRows(
    {
      openTimeMs: column(0, BAR_MS, 2 * BAR_MS).slice(skip),
      open: column(10, 11, 12).slice(skip),
      high: column(14, 15, 16).slice(skip),
      low: column(8, 9, 10).slice(skip),
      close: column(12, 13, 11).slice(skip),
      volume: column(1, 2, 3).slice(skip),
    },
    1,
    BAR_MS,
  );
const ROWS = rowsFrom(0);

describe('the prices a kind draws', () => {
  it('are the market’s own for candles', () => {
    expect(drawnColumns(ROWS, 'candles')).toBe(ROWS.columns);
  });

  it('are the closes for a line, so that nothing else stretches the axis', () => {
    const { open, high, low, close } = drawnColumns(ROWS, 'line');
    for (const drawn of [open, high, low, close]) expect(drawn).toBe(ROWS.columns.close);
  });

  it('are averages for Heikin-Ashi, by its definition', () => {
    const { open, high, low, close } = drawnColumns(ROWS, 'heikinAshi');
    expect([...close]).toEqual([11, 12, 12.25]);
    expect([...open]).toEqual([11, 11, 11.5]);
    expect([...high]).toEqual([14, 15, 16]);
    expect([...low]).toEqual([8, 9, 10]);
  });

  it('forget where the rows begin by half with every row', () => {
    const bars = 60;
    const at = (from: number) => {
      const values = (offset: number) =>
        Float64Array.from({ length: bars - from }, (_, index) => 100 + Math.sin(index + from) * 5 + offset);
      return createRows(
        {
          openTimeMs: Float64Array.from({ length: bars - from }, (_, index) => (index + from) * BAR_MS),
          open: values(0),
          high: values(3),
          low: values(-3),
          close: values(1),
          volume: values(0),
        },
        1,
        BAR_MS,
      );
    };
    const whole = drawnColumns(at(0), 'heikinAshi').open.at(-1) as number;
    const later = drawnColumns(at(20), 'heikinAshi').open.at(-1) as number;
    expect(Math.abs(whole - later)).toBeLessThan(10 / 2 ** 39);
  });
});
