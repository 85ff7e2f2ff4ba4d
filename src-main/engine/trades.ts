import type { Instrument, VenueId } from '../model/instrument.ts';
import type { MarketTrade, Quote } from '../model/market-trade.ts';
import type { TimestampMs } from '../model/time.ts';
import type { EngineContext, MarketLane } from './context.ts';
import { watchAll } from './govern.ts';
import { watchPrice } from './locked-exits.ts';
import { createInstrumentMarket } from './market-data/instrument-market.ts';
import { judgeIfComplete, onCandle } from './pipeline.ts';
import { goOnWithPlans, takeBackLostParts } from './plans.ts';
import type { FeedState } from './ports/market-feed.ts';
import { rollDay } from './send.ts';
import { watchStops } from './watchdog.ts';

/** A trade closes the minute before it, if there is one (which goes down the pipeline), then moves the mark. */
export function onTrade(engine: EngineContext, trade: MarketTrade): void {
  const market = engine.markets.get(trade.instrumentId);
  if (market === undefined) return;
  market.minutes?.addTrade(trade.price, trade.quantity, trade.timeMs);
  market.mark.price = trade.price;
  market.moved = true;
  if (engine.watching.size > 0) watchPrice(engine, market, trade.price);
}

/** Where the market stands, without a trade: a position is worth that much from now on. */
export function onMark(engine: EngineContext, instrumentId: string, price: number): void {
  const market = engine.markets.get(instrumentId);
  if (market !== undefined) market.mark.price = price;
}

/** Best bid and ask: what plans rest at and take. */
export function onQuote(engine: EngineContext, { instrumentId, bid, ask }: Quote): void {
  const market = engine.markets.get(instrumentId);
  if (market === undefined) return;
  market.quote.bid = bid;
  market.quote.ask = ask;
  goOnWithPlans(engine, market);
}

/** What prices are worth from now on. Nothing else changes: exits may still be wanted. */
export function onFeedState(engine: EngineContext, instrumentId: string, state: FeedState, timeMs: TimestampMs): void {
  const market = engine.markets.get(instrumentId);
  if (market === undefined) return;
  market.feed = { state, sinceMs: timeMs };
  if (state !== 'stale' && state !== 'disconnected') return;
  market.quote.bid = Number.NaN;
  market.quote.ask = Number.NaN;
}

/** An instrument that was not known, or the new rules of one that was. */
export function onInstrument(engine: EngineContext, instrument: Instrument, tellsCandles: boolean): void {
  const known = engine.markets.get(instrument.id);
  if (known === undefined) engine.markets.set(instrument.id, marketLane(engine, instrument, tellsCandles));
  else known.instrument = instrument;
}

export function marketLane(engine: EngineContext, instrument: Instrument, tellsCandles: boolean): MarketLane {
  const market = createInstrumentMarket({ instrument, tellsCandles }, (minute) =>
    onCandle(engine, instrument.id, '1m', minute),
  );
  return { ...market, bots: [], watchers: [] };
}

/** The feed's clock closes bars that nobody traded out of, lets waiting ones be judged, and is the moment at which prices are told. */
export function onTime(engine: EngineContext, timeMs: TimestampMs, venue?: VenueId): void {
  rollDay(engine);
  if (engine.governors.size > 0) watchAll(engine);
  for (const market of engine.markets.values()) {
    if (!isOf(market, venue)) continue;
    market.minutes?.closeUpTo(timeMs);
    if (market.moved) tellPrice(engine, market, timeMs);
  }
  for (const lane of engine.lanes.values()) {
    if (!isOf(lane.market, venue)) continue;
    lane.running?.aggregator?.closeUpTo(timeMs);
    lane.running?.further?.closeUpTo(timeMs);
  }
  for (const market of engine.markets.values()) if (isOf(market, venue)) market.toldUpToMs = timeMs;
  for (const lane of engine.lanes.values()) judgeIfComplete(engine, lane);
  if (engine.lostParts.length > 0) takeBackLostParts(engine);
  goOnWithPlans(engine);
  if (engine.books.size > 0) watchStops(engine);
}

function isOf({ instrument }: MarketLane, venue: VenueId | undefined): boolean {
  return venue === undefined || instrument.venue === venue;
}

function tellPrice(engine: EngineContext, market: MarketLane, timeMs: TimestampMs): void {
  market.moved = false;
  engine.facts.emit({ kind: 'price', instrumentId: market.instrument.id, price: market.mark.price, timeMs });
}
