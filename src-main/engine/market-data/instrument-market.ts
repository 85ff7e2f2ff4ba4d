import type { Instrument } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { FeedState } from '../ports/market-feed.ts';
import type { ClosedCandleListener } from './bar-series.ts';
import { CandleBuilder } from './candle-builder.ts';

/** What the engine knows of one instrument's market: the latest price and the minute that is forming. */
export type InstrumentMarket = {
  /** Its rules may change while it trades; grid and assets do not. */
  instrument: Instrument;
  /** NaN before the first price. */
  readonly mark: { price: number };
  /** Best bid and ask; NaN while nothing is quoted, or the quote is not worth anything. */
  readonly quote: { bid: number; ask: number };
  /** Builds minutes from trades; null where the feed tells them itself. */
  readonly minutes: CandleBuilder | null;
  /** The price changed since it was last told. */
  moved: boolean;
  /** What its prices are worth, and since when. */
  feed: { readonly state: FeedState; readonly sinceMs: TimestampMs };
  /** How far the clock of its feed has come: no bar that ends by then is still to come. */
  toldUpToMs: TimestampMs;
};

export type MarketTerms = { readonly instrument: Instrument; readonly tellsCandles: boolean };

/** A tape is taken at its word, as it never says otherwise; a feed that tells candles says when it is live. */
export function createInstrumentMarket(
  { instrument, tellsCandles }: MarketTerms,
  onMinute: ClosedCandleListener,
): InstrumentMarket {
  return {
    instrument,
    mark: { price: Number.NaN },
    quote: { bid: Number.NaN, ask: Number.NaN },
    minutes: tellsCandles ? null : new CandleBuilder('1m', onMinute),
    moved: false,
    feed: { state: tellsCandles ? 'disconnected' : 'live', sinceMs: Number.NEGATIVE_INFINITY },
    toldUpToMs: Number.NEGATIVE_INFINITY,
  };
}
