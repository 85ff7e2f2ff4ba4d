import type { Fill } from '../model/fill.ts';

/** By time, then by id, where a longer id is the later one: exchanges number their fills. */
export function compareFills(left: Fill, right: Fill): number {
  if (left.timeMs !== right.timeMs) return left.timeMs - right.timeMs;
  const [a, b] = [left.fillId, right.fillId];
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the one order that reports count in. */
export function inOrder(fills: readonly Fill[]): readonly Fill[] {
  return [...fills].sort(compareFills);
}
