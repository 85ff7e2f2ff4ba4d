import type { TimestampMs } from './time.ts';

/** From `fromMs`, not included `toMs`. */
export type MembershipSpan = { readonly fromMs: TimestampMs; readonly toMs: TimestampMs };

/** What may be entered when: spans by instrument id, as they were known at the time. One not named never may. */
export type Universe = ReadonlyMap<string, readonly MembershipSpan[]>;

export function isMember(universe: Universe, instrumentId: string, timeMs: TimestampMs): boolean {
  return universe.get(instrumentId)?.some(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs) === true;
}
