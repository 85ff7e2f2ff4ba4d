import { expect, it } from 'vitest';
import { createRows } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import { comparedLines } from '../../../../../src-renderer/features/charts/compared-lines.ts';

const BAR_MS = 60_000;

function rowsWith(closes: readonly number[]) {
  const close = Float64Array.from(closes);
  const openTimeMs = close.map((_, bar) => bar * BAR_MS);
  return createRows({ openTimeMs, open: close, high: close, low: close, close, volume: close }, 1, BAR_MS);
}
const other = (bars: readonly (readonly [bar: number, close: number])[]) => ({
  instrumentId: 'demo:ETH-USDT',
  openTimeMs: Float64Array.from(bars, ([bar]) => bar * BAR_MS),
  close: Float64Array.from(bars, ([, close]) => close),
});
const valuesOf = (bars: readonly (readonly [number, number])[], first: number): readonly number[] => [
  ...(comparedLines([other(bars)], rowsWith([100, 110, 120, 130]), first, () => 'red')[0]?.values ?? []),
];

it('lays another instrument on the price of the first bar in sight and moves it by its own percents', () => {
  const bars = [
    [0, 10],
    [1, 11],
    [2, 5],
    [3, 20],
  ] as const;
  expect(valuesOf(bars, 0)).toEqual([100, 110, 50, 200]);
  // One pans: from the second bar on it begins at that bar's price.
  expect(valuesOf(bars, 1)).toEqual([100, 110, 50, 200].map((price) => price));
  expect(valuesOf(bars, 2)).toEqual([240, 264, 120, 480]);
});

it('has no value where the other has no bar, and begins at its first', () => {
  const values = valuesOf(
    [
      [1, 50],
      [3, 100],
    ],
    0,
  );
  expect(values).toEqual([Number.NaN, 100, Number.NaN, 200]);
});

it('says the price that is 0 %, and is nothing without rows', () => {
  const [line] = comparedLines([other([[0, 10]])], rowsWith([100]), 0, () => 'red');
  expect(line).toMatchObject({ id: 'compared:demo:ETH-USDT', base: 100, colour: 'red', pane: 'price' });
  expect(comparedLines([other([[0, 10]])], rowsWith([]), 0, () => 'red')).toEqual([]);
});
