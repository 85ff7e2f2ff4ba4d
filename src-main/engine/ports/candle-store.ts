import type { Outcome } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';

export type CandleRange = {
  readonly instrumentId: string;
  readonly interval: Interval;
  /** First open time, included. */
  readonly fromMs: TimestampMs;
  /** Open times end before this. */
  readonly toMs: TimestampMs;
};

/** Closed candles of the past, wherever they are kept or made. Gaps are left out, never filled. */
export interface CandleStore {
  read(range: CandleRange): Promise<Outcome<CandleColumns>>;
}
