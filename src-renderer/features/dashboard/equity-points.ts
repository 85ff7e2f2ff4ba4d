import type { EquityPoint } from '../../replica/index.ts';

/** A curve as columns, oldest first. */
export type EquityCurve = { readonly timeMs: Float64Array; readonly equity: Float64Array };

/** The recorded past with the live points that came after its end. */
export function joinEquity(past: EquityCurve, live: readonly EquityPoint[]): EquityCurve {
  const lastMs = past.timeMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  const first = live.findIndex((point) => point.timeMs > lastMs);
  if (first < 0) return past;
  const added = live.slice(first);
  return {
    timeMs: extended(past.timeMs, added, (point) => point.timeMs),
    equity: extended(past.equity, added, (point) => point.equity),
  };
}

function extended(
  column: Float64Array,
  points: readonly EquityPoint[],
  read: (point: EquityPoint) => number,
): Float64Array {
  const longer = new Float64Array(column.length + points.length);
  longer.set(column);
  longer.set(points.map(read), column.length);
  return longer;
}

export type CurveSummary = {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly first: number;
  readonly last: number;
  readonly low: number;
  readonly high: number;
};

/** What the curve says in numbers; undefined for an empty one. */
export function summarise({ timeMs, equity }: EquityCurve): CurveSummary | undefined {
  const [firstMs, lastMs] = [timeMs[0], timeMs.at(-1)];
  const [first, last] = [equity[0], equity.at(-1)];
  if (firstMs === undefined || lastMs === undefined || first === undefined || last === undefined) return undefined;
  let low = first;
  let high = first;
  for (const value of equity) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { firstMs, lastMs, first, last, low, high };
}

/** Index of the point nearest in time to `timeMs`; −1 for an empty curve. */
export function nearestPoint({ timeMs: times }: EquityCurve, timeMs: number): number {
  const after = times.findIndex((time) => time >= timeMs);
  if (after <= 0) return after < 0 ? times.length - 1 : 0;
  const before = after - 1;
  return timeMs - (times[before] ?? 0) <= (times[after] ?? 0) - timeMs ? before : after;
}
