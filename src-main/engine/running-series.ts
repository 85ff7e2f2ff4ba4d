import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { Candle, CandleColumns } from '../model/candle.ts';
import { candleAt } from '../model/candle.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import type { BotLane, EngineContext } from './context.ts';
import type { BotPast } from './events.ts';
import type { Frame } from './indicators/frame.ts';
import { SeriesFeed } from './market-data/series-feed.ts';
import type { FurtherSeries } from './strategies/further-series.ts';
import type { FurtherFrames } from './strategies/inputs-of.ts';

type Fed = { readonly series: FurtherSeries; readonly feed: SeriesFeed; readonly own: boolean };

/**
 * The further series of a bot that runs, and its own bar that waits for them. Other symbols' bars may be told after the
 * bot's: its bar is judged once they have come as far, or will not come any more.
 */
export class RunningSeries {
  readonly #all: readonly Fed[];
  readonly #interval: Interval;
  /** End of the own bar that is to be judged; NaN when none is. */
  #waitingEndMs = Number.NaN;

  constructor(all: readonly Fed[], interval: Interval) {
    this.#all = all;
    this.#interval = interval;
  }

  /** End of the own bar that is to be judged, NaN when none is. */
  get waitingEndMs(): TimestampMs {
    return this.#waitingEndMs;
  }

  /** An own bar closed: it is to be judged, and becomes a part of the longer bars of its symbol. */
  takeOwn(candle: Candle): void {
    for (const { feed, own } of this.#all) if (own) feed.take(this.#interval, candle);
    this.#waitingEndMs = candle.openTimeMs + intervalMs(this.#interval);
  }

  takeOther(instrumentId: string, interval: Interval, candle: Candle): void {
    for (const { series, feed, own } of this.#all) {
      if (!own && series.instrumentId === instrumentId) feed.take(interval, candle);
    }
  }

  closeUpTo(timeMs: TimestampMs): void {
    for (const { feed } of this.#all) feed.closeUpTo(timeMs);
  }

  /** Whether nothing that closed with the waiting bar is missing, `toldUpToMs` being how far the feed's clock has come. */
  isComplete(toldUpToMs: TimestampMs): boolean {
    const endMs = this.#waitingEndMs;
    return toldUpToMs >= endMs || this.#all.every(({ feed, own }) => own || feed.hasReached(endMs));
  }

  /** Shows what closed with the waiting bar, which no longer waits. True when every series is warm. */
  show(): boolean {
    let warm = true;
    for (const { series, feed } of this.#all) {
      feed.showUpTo(this.#waitingEndMs);
      if (feed.frame.count <= series.warmUp) warm = false;
    }
    this.#waitingEndMs = Number.NaN;
    return warm;
  }

  frames(): FurtherFrames {
    const series = new Map<string, Frame>();
    const indicators = new Map<string, Frame>();
    for (const { series: further, feed } of this.#all) {
      series.set(further.name, feed.frame);
      for (const name of Object.keys(further.indicators)) indicators.set(name, feed.frame);
    }
    return { series, indicators };
  }
}

/** The series of a bot that begins with this past; null for a strategy that looks at its own bars alone. */
export function beginSeries(engine: EngineContext, lane: BotLane, { bars, further }: BotPast): RunningSeries | null {
  if (lane.further.length === 0) return null;
  const { instrumentId, interval } = lane.config;
  const all = lane.further.map((series) => {
    const past = further?.[series.name];
    const own = series.instrumentId === instrumentId;
    const frame = engine.ports.createFrame(series.indicators, past?.bars ?? null, series);
    const feed = new SeriesFeed({
      frame,
      interval: series.interval,
      fromInterval: own ? interval : engine.feedInterval,
    });
    if (own) tell(feed, interval, bars);
    else if (past !== undefined) tell(feed, engine.feedInterval, past.minutes);
    return { series, feed, own };
  });
  return new RunningSeries(all, interval);
}

/** The part of the past that lies after the whole bars. */
function tell(feed: SeriesFeed, interval: Interval, columns: CandleColumns): void {
  const first = firstIndexAtOrAfter(columns.openTimeMs, feed.knownUpToMs);
  for (let row = first; row < columns.openTimeMs.length; row++) feed.take(interval, candleAt(columns, row));
}
