import type { Candle } from '../../model/candle.ts';
import type { CandleRow } from './parse-stream.ts';

/**
 * The minute that forms, by instrument. Kraken has no word for the end of one: the first message of the next minute says that
 * nothing more of the last will come.
 */
export class MinuteTrack {
  readonly #forming = new Map<string, Candle>();
  readonly #tell: (instrumentId: string, candle: Candle, isClosed: boolean) => void;

  constructor(tell: (instrumentId: string, candle: Candle, isClosed: boolean) => void) {
    this.#tell = tell;
  }

  take(instrumentId: string, row: CandleRow): void {
    const { interval_begin: openTimeMs, open, high, low, close, volume } = row;
    const last = this.#forming.get(instrumentId);
    if (row.interval !== 1 || (last !== undefined && openTimeMs < last.openTimeMs)) return;
    if (last !== undefined && openTimeMs > last.openTimeMs) this.#tell(instrumentId, last, true);
    const candle: Candle = { openTimeMs, open, high, low, close, volume };
    this.#forming.set(instrumentId, candle);
    this.#tell(instrumentId, candle, false);
  }

  /** Something may have been missed: the minute that formed is not told as closed any more. */
  forget(instrumentId: string): void {
    this.#forming.delete(instrumentId);
  }
}
