import type { Outcome } from '../base/outcome.ts';
import type { CandleRange } from '../engine/ports/candle-store.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { Interval } from '../model/time.ts';
import type { TimeSpan } from './time-span.ts';

export type SeriesName = { readonly instrumentId: string; readonly interval: Interval };

/** What this room needs of `market.db`; the client of the storage worker is one, and so is the open database. */
export interface CandleStorage {
  /** The stored bars of a range, and of which parts of it they are all. */
  readCovered(range: CandleRange): Promise<Outcome<{ columns: CandleColumns; spans: readonly TimeSpan[] }>>;
  /** All bars of a span, and that they are all. Both or neither are kept. */
  writeCovered(
    candles: TimeSpan & { readonly series: SeriesName; readonly columns: CandleColumns },
  ): Promise<Outcome<{ readonly inserted: number; readonly changed: number }>>;
}

export function seriesKeyOf({ instrumentId, interval }: SeriesName): string {
  return `${instrumentId}|${interval}`;
}
