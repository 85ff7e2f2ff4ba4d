/** A figure for each of some UTC days, by 00:00 of the day. */
export type DailySeries = { readonly name: string; readonly byDay: ReadonlyMap<number, number> };

/** `values[i][j]` between −1 and 1 over the `days[i][j]` days that both have; null where there is none to tell. */
export type CorrelationMatrix = {
  readonly names: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
  readonly days: readonly (readonly number[])[];
};

/** Below it a coefficient says more of chance than of the two. */
export const LEAST_DAYS = 10;

/**
 * Pearson's r of each pair over the days both have: Σ(x − x̄)(y − ȳ) ÷ √(Σ(x − x̄)² Σ(y − ȳ)²). Null for fewer than
 * LEAST_DAYS common days and where one of them never varies; 1 on the diagonal under the same terms.
 */
export function correlationMatrix(series: readonly DailySeries[]): CorrelationMatrix {
  const cells = series.map((left) => series.map((right) => correlate(left, right)));
  return {
    names: series.map(({ name }) => name),
    values: cells.map((row) => row.map(({ value }) => value)),
    days: cells.map((row) => row.map(({ days }) => days)),
  };
}

function correlate(left: DailySeries, right: DailySeries): { readonly value: number | null; readonly days: number } {
  const pairs: [number, number][] = [];
  for (const [day, value] of left.byDay) {
    const other = right.byDay.get(day);
    if (other !== undefined) pairs.push([value, other]);
  }
  const days = pairs.length;
  if (days < LEAST_DAYS) return { value: null, days };
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / days;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / days;
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
  }
  if (xx === 0 || yy === 0) return { value: null, days };
  return { value: left === right ? 1 : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))), days };
}
