import { describe, expect, it } from 'vitest';
import {
  countRows,
  createRows,
  nearestRow,
  rowAt,
  rowsInSight,
  withCandle,
} from '../../../../../src-renderer/features/charts/candle-rows.ts';
import { groupMarks } from '../../../../../src-renderer/features/charts/trade-marks.ts';

const BAR_MS = 60_000;

function rowsOf(count: number, barsPerRow = 1) {
  const column = (value: (index: number) => number) => Float64Array.from({ length: count }, (_, index) => value(index));
  return createRows(
    {
      openTimeMs: column((index) => index * barsPerRow * BAR_MS),
      open: column((index) => 100 + index),
      high: column((index) => 102 + index),
      low: column((index) => 99 + index),
      close: column((index) => 101 + index),
      volume: column(() => 10),
    },
    barsPerRow,
    BAR_MS,
  );
}
const candle = (openTimeMs: number, close: number) => ({
  openTimeMs,
  open: 100,
  high: close + 5,
  low: 50,
  close,
  volume: 3,
});

describe('rows of candles', () => {
  it('replaces the forming bar and adds the next', () => {
    const replaced = withCandle(rowsOf(5), candle(4 * BAR_MS, 200), false);
    expect(countRows(replaced)).toBe(5);
    expect(rowAt(replaced, 4)).toEqual(candle(4 * BAR_MS, 200));
    const added = withCandle(replaced, candle(5 * BAR_MS, 300), false);
    expect(countRows(added)).toBe(6);
    expect(rowAt(added, 4)?.close).toBe(200);
  });

  it('ignores a bar from before the last row', () => {
    const rows = rowsOf(5);
    expect(withCandle(rows, candle(2 * BAR_MS, 1), true)).toBe(rows);
  });

  it('counts the volume of each bar of a new wide row once, however often it is told', () => {
    let rows = rowsOf(3, 4);
    const start = 12 * BAR_MS;
    rows = withCandle(rows, candle(start, 110), false);
    rows = withCandle(rows, candle(start, 120), true);
    rows = withCandle(rows, candle(start + BAR_MS, 130), false);
    rows = withCandle(rows, candle(start + BAR_MS, 140), false);
    expect(countRows(rows)).toBe(4);
    expect(rowAt(rows, 3)).toMatchObject({ openTimeMs: start, high: 145, low: 50, close: 140, volume: 6 });
  });

  it('never holds more than a thousand rows', () => {
    const rows = withCandle(rowsOf(1000), candle(1000 * BAR_MS, 1), false);
    expect(countRows(rows)).toBe(1000);
    expect(rowAt(rows, 0)?.openTimeMs).toBe(BAR_MS);
  });

  it('finds the row under the pointer, and none over a gap', () => {
    const rows = rowsOf(5);
    expect(nearestRow(rows, 2.4 * BAR_MS)).toBe(2);
    expect(nearestRow(rows, 2.6 * BAR_MS)).toBe(3);
    expect(nearestRow(rows, 9 * BAR_MS)).toBeUndefined();
    expect(rowsInSight(rows, { fromMs: 1.2 * BAR_MS, toMs: 3.2 * BAR_MS })).toEqual({ from: 1, to: 4 });
  });

  it('gathers marks by row and side and leaves out those it holds no row for', () => {
    const mark = (side: 'buy' | 'sell', timeMs: number) => ({ side, timeMs, price: '1', quantity: '2', by: 'bot' });
    const groups = groupMarks(
      [mark('buy', 5), mark('buy', BAR_MS - 1), mark('sell', BAR_MS), mark('sell', 5 * BAR_MS), mark('buy', -1)],
      rowsOf(5),
    );
    expect(groups.map((group) => [group.side, group.row, group.marks.length, group.tip])).toEqual([
      ['buy', 0, 2, 99],
      ['sell', 1, 1, 103],
    ]);
  });
});
