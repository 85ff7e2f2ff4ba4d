import type { CandleColumns } from '../model/candle.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Interval } from '../model/time.ts';

/** One instrument's candles: what the simulated venue trades on and the bots look at. */
export type Tape = { readonly instrument: Instrument; readonly interval: Interval; readonly candles: CandleColumns };
