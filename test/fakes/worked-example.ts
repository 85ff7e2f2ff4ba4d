/** The worked example of the statistics reference: trades that close on these days of 31 with these profits, from 1000. */
const CLOSINGS: ReadonlyMap<number, number> = new Map([
  [3, 30],
  [5, -12],
  [8, 18],
  [10, -25],
  [12, 40],
  [15, -8],
  [18, 22],
  [21, -30],
  [25, 15],
  [29, 10],
]);

export const WORKED_PROFITS: readonly number[] = [...CLOSINGS.values()];

/** Its 31 daily points of equity. */
export function workedCurve(): number[] {
  let equity = 1000;
  return Array.from({ length: 31 }, (_, index) => {
    equity += CLOSINGS.get(index + 1) ?? 0;
    return equity;
  });
}
