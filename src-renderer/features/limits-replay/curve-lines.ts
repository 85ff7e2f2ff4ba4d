import type { LimitsReplayView } from '../../../src-preload/contract/risk-views.ts';

export type CurveLines = {
  /** Points of a polyline in a box of 1000 by 100, equity upwards. */
  readonly with: string;
  readonly without: string;
  readonly highest: number;
  readonly lowest: number;
};

/** Both curves in one box; null of fewer than two points. Each step stands until the next exit. */
export function curveLines(curve: LimitsReplayView['curve']): CurveLines | null {
  const [first] = curve;
  const last = curve.at(-1);
  if (first === undefined || last === undefined || curve.length < 2) return null;
  const values = curve.flatMap((point) => [Number(point.with), Number(point.without)]);
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const spanMs = Math.max(1, last.timeMs - first.timeMs);
  const height = highest > lowest ? highest - lowest : 1;
  const x = (timeMs: number): string => (((timeMs - first.timeMs) / spanMs) * 1000).toFixed(2);
  const y = (value: string): string => (((highest - Number(value)) / height) * 100).toFixed(2);
  const line = (name: 'with' | 'without'): string => {
    const points = curve.map((point, index) => {
      const before = curve[index - 1];
      const step = before === undefined ? '' : `${x(point.timeMs)},${y(before[name])} `;
      return `${step}${x(point.timeMs)},${y(point[name])}`;
    });
    return points.join(' ');
  };
  return { with: line('with'), without: line('without'), highest, lowest };
}
