import { roundStep } from '../../report-sections/round-step.ts';

/** Round values from `low` to `high`, about `count` of them. */
export function axisTicks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const step = roundStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}

/** Places after the point that tell the ticks apart. */
export function tickPlaces(ticks: readonly number[]): number {
  const step = ticks.length < 2 ? 1 : (ticks[1] as number) - (ticks[0] as number);
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}
