/** Milliseconds since 1970-01-01T00:00:00Z. All times in the engine are UTC. */
export type TimestampMs = number;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The candle intervals the product knows, shortest first. Longer ones are all multiples of `1m` and aligned to UTC. */
export const INTERVALS = ['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '1w'] as const;
export type Interval = (typeof INTERVALS)[number];

const INTERVAL_MS: Readonly<Record<Interval, number>> = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
};

/** 1970-01-01 was a Thursday; weekly bars open on Mondays, so their grid starts four days after the epoch. */
const WEEK_OFFSET_MS = 4 * DAY_MS;

export function isInterval(text: string): text is Interval {
  return (INTERVALS as readonly string[]).includes(text);
}

/** Length of one bar in milliseconds. */
export function intervalMs(interval: Interval): number {
  return INTERVAL_MS[interval];
}

/** Open time of the bar that `timeMs` falls into. */
export function barOpenMs(interval: Interval, timeMs: TimestampMs): TimestampMs {
  const lengthMs = INTERVAL_MS[interval];
  const offsetMs = interval === '1w' ? WEEK_OFFSET_MS : 0;
  return Math.floor((timeMs - offsetMs) / lengthMs) * lengthMs + offsetMs;
}

/** Open time of the bar after the one that opens at `openMs`. */
export function nextBarOpenMs(interval: Interval, openMs: TimestampMs): TimestampMs {
  return openMs + INTERVAL_MS[interval];
}

/** Start of the risk day `timeMs` falls into; days roll at 00:00 UTC plus `rollOffsetMs`. */
export function dayStartMs(timeMs: TimestampMs, rollOffsetMs = 0): TimestampMs {
  return Math.floor((timeMs - rollOffsetMs) / DAY_MS) * DAY_MS + rollOffsetMs;
}
