import type { Candle } from '../../model/candle.ts';
import type { Regime } from '../../model/regime.ts';
import type { TimestampMs } from '../../model/time.ts';

/** Says in which regime a series of candles is. It sees closed ones alone, and what it said of one is never taken back. */
export interface RegimeModel {
  /** Candles eaten before the first one that has a regime. */
  readonly warmUp: number;
  /** The model on one series, before its first candle. */
  begin(): RegimeStep;
}

export interface RegimeStep {
  take(candle: Candle): void;
  /** At the close of the candle taken last; null while warming up. */
  readonly regime: Regime | null;
}

/** The regime of a bot's own candles as of the one that closed last. */
export interface RegimeView {
  /** Null while it is not known yet. */
  readonly current: Regime | null;
  /** Close of the candle it began with; NaN while it is not known. */
  readonly sinceMs: TimestampMs;
}
