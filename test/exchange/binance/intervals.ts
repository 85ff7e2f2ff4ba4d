import { refusals } from './binance-error.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Weeks begin on Monday: 5 January 1970 was the first. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const LENGTH_MS: Readonly<Record<string, number>> = {
  '1s': SECOND_MS,
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
  '3d': 3 * DAY_MS,
  '1w': WEEK_MS,
  '1M': 31 * DAY_MS,
};

export function isInterval(interval: string): boolean {
  return LENGTH_MS[interval] !== undefined;
}

/** The start of the candle a time lies in. Throws -1120. */
export function openOf(interval: string, timeMs: number): number {
  const lengthMs = LENGTH_MS[interval];
  if (lengthMs === undefined) throw refusals.interval();
  if (interval === '1M') {
    const date = new Date(timeMs);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  }
  const originMs = interval === '1w' ? FIRST_MONDAY_MS : 0;
  return originMs + Math.floor((timeMs - originMs) / lengthMs) * lengthMs;
}

/** The start of the candle `steps` later. */
export function shiftOpen(interval: string, openMs: number, steps: number): number {
  if (interval !== '1M') return openMs + steps * (LENGTH_MS[interval] ?? 0);
  const date = new Date(openMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + steps, 1);
}
