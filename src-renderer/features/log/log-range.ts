/** Spans that end now. */
export const RANGES = ['all', 'quarter', 'hour', 'day', 'custom'] as const;
export type LogRange = (typeof RANGES)[number];

const LENGTHS_MS: Readonly<Record<Exclude<LogRange, 'all' | 'custom'>, number>> = {
  quarter: 15 * 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Where a range begins, seen from now; null for one without a beginning of its own. */
export function beginningOf(range: LogRange, nowMs: number): number | null {
  return range === 'all' || range === 'custom' ? null : nowMs - LENGTHS_MS[range];
}
