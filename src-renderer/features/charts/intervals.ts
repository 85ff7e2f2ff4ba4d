import type { ChartInterval } from './chart-source.ts';

const MINUTE_MS = 60_000;

/** The contract's intervals, shortest first, and the length of one bar in milliseconds. */
export const INTERVAL_MS = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '2h': 120 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '6h': 360 * MINUTE_MS,
  '8h': 480 * MINUTE_MS,
  '12h': 720 * MINUTE_MS,
  '1d': 1440 * MINUTE_MS,
  '1w': 10_080 * MINUTE_MS,
} as const satisfies Readonly<Record<ChartInterval, number>>;

export const INTERVALS = Object.keys(INTERVAL_MS) as readonly ChartInterval[];

export const isInterval = (text: string): text is ChartInterval => text in INTERVAL_MS;
