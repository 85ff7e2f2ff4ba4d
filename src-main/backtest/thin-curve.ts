/** A curve as columns of equal length. */
export type EquityCurve = {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  /** Fall from the highest equity so far, as a fraction of it. */
  readonly drawdown: Float64Array;
};

/** Fall from the running peak at each point, the starting capital being the first peak. */
export function drawdownCurve(equity: Float64Array, startingCapital: number): Float64Array {
  let peak = startingCapital;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
}

/**
 * At most `maxPoints` points of the curve: of each of maxPoints ÷ 2 groups of neighbours the lowest and the highest
 * equity, in order of time, so that no peak and no valley is lost. The first and the last point always stay.
 */
export function thinCurve(curve: EquityCurve, maxPoints: number): EquityCurve {
  const length = curve.equity.length;
  if (length <= maxPoints) return curve;
  const kept = keptRows(curve.equity, Math.floor((maxPoints - 2) / 2));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row] as number);
  return { timeMs: pick(curve.timeMs), equity: pick(curve.equity), drawdown: pick(curve.drawdown) };
}

function keptRows(equity: Float64Array, groups: number): readonly number[] {
  const rows = new Set<number>([0]);
  for (let group = 0; group < groups; group++) {
    const from = Math.floor((group * equity.length) / groups);
    const to = Math.floor(((group + 1) * equity.length) / groups);
    let low = from;
    let high = from;
    for (let row = from + 1; row < to; row++) {
      if ((equity[row] as number) < (equity[low] as number)) low = row;
      if ((equity[row] as number) > (equity[high] as number)) high = row;
    }
    rows.add(Math.min(low, high)).add(Math.max(low, high));
  }
  return [...rows.add(equity.length - 1)];
}
