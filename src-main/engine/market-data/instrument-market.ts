import type { Instrument } from '../../model/instrument.ts';
import type { ClosedCandleListener } from './bar-series.ts';
import { CandleBuilder } from './candle-builder.ts';

/** What the engine knows of one instrument's market: the latest price and the minute that is forming. */
export type InstrumentMarket = {
  readonly instrument: Instrument;
  /** NaN before the first price. */
  readonly mark: { price: number };
  readonly minutes: CandleBuilder;
  /** The price changed since it was last told. */
  moved: boolean;
};

export function createInstrumentMarket(instrument: Instrument, onMinute: ClosedCandleListener): InstrumentMarket {
  return { instrument, mark: { price: Number.NaN }, minutes: new CandleBuilder('1m', onMinute), moved: false };
}
