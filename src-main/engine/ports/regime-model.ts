import type { Candle, CandleColumns } from '../../model/candle.ts';

/**
 * Says in which regime a series of candles is, as a code of `model/regime.ts`, NaN while it warms up. It sees closed candles
 * alone, and what it said of one is never taken back. Both forms agree to the bit.
 */
export interface RegimeModel {
  /** Candles eaten before the first one that has a regime. */
  readonly warmUp: number;
  series(candles: CandleColumns): Float64Array;
  begin(): RegimeStep;
}

/** The live form of a model, on one series. */
export interface RegimeStep {
  /** Takes the next closed candle; `code` says afterwards what the market is in. */
  take(candle: Candle): void;
  readonly code: number;
}
