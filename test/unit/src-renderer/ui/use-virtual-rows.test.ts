import { expect, it } from 'vitest';
import { rowsInSight } from '../../../../src-renderer/ui/use-virtual-rows.ts';

it('only the rows in sight are drawn, and some beyond at either end', () => {
  const rows = { count: 100_000, rowHeight: 20 };
  expect(rowsInSight(0, 400, rows)).toEqual({ first: 0, end: 32 });
  expect(rowsInSight(200_000, 400, rows)).toEqual({ first: 9988, end: 10_032 });
  expect(rowsInSight(2_000_000, 400, rows).end).toBe(100_000);
  expect(rowsInSight(900, 400, { count: 3, rowHeight: 20 })).toEqual({ first: 2, end: 3 });
  expect(rowsInSight(0, 400, { count: 0, rowHeight: 20 })).toEqual({ first: 0, end: 0 });
});
