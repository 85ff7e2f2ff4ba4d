import { NO_VALUE } from './decimal.ts';

const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'm', ms: 60_000 },
  { name: 's', ms: 1000 },
] as const;

/** A length of time in its two largest units: `3 d 4 h`, `12 m 5 s`, `480 ms`. */
export function formatDuration(durationMs: number | null | undefined): string {
  if (durationMs === null || durationMs === undefined || !Number.isFinite(durationMs)) return NO_VALUE;
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const first = UNITS.findIndex((unit) => durationMs >= unit.ms);
  const large = UNITS[first];
  if (large === undefined) return NO_VALUE;
  const small = UNITS[first + 1];
  const count = Math.floor(durationMs / large.ms);
  const rest = small === undefined ? 0 : Math.floor((durationMs % large.ms) / small.ms);
  return small === undefined || rest === 0 ? `${count} ${large.name}` : `${count} ${large.name} ${rest} ${small.name}`;
}
