import type { Outcome } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';

/** Candles that are made on demand instead of stored: the same range gives the same candles, for ever. */
export interface CandleSource {
  owns(instrumentId: string): boolean;
  /** How far back from now a chart may look. */
  depthMs(interval: Interval): number;
  /** Bars that open in the range and are closed by its end. */
  read(range: CandleRange): Outcome<CandleColumns>;
}

/** Most bars the beginning of a chart's series moves at once. */
const MOST_BARS_A_STEP = 4096;

/**
 * First open time of the series a chart sees. It would move on with every minute, and with it every index; so it moves in
 * steps of a power of two of bars, and rows of up to that many bars keep their bars meanwhile.
 */
export function sourceStartMs(interval: Interval, depthMs: number, nowMs: TimestampMs): TimestampMs {
  const lengthMs = intervalMs(interval);
  const eighth = Math.max(1, Math.floor(depthMs / lengthMs / 8));
  const stepMs = Math.min(MOST_BARS_A_STEP, 2 ** Math.floor(Math.log2(eighth))) * lengthMs;
  return barOpenMs(interval, Math.floor((nowMs - depthMs) / stepMs) * stepMs);
}
