import type { MarketTrade } from '../model/market-trade.ts';
import type { TimestampMs } from '../model/time.ts';
import type { EngineContext, MarketLane } from './context.ts';
import { judgeIfComplete } from './pipeline.ts';
import { rollDay } from './send.ts';

/** A trade closes the minute before it, if there is one (which goes down the pipeline), then moves the mark. */
export function onTrade(engine: EngineContext, trade: MarketTrade): void {
  const market = engine.markets.get(trade.instrumentId);
  if (market === undefined) return;
  market.minutes.addTrade(trade.price, trade.quantity, trade.timeMs);
  market.mark.price = trade.price;
  market.moved = true;
}

/** Where the market stands, without a trade: a position is worth that much from now on. */
export function onMark(engine: EngineContext, instrumentId: string, price: number): void {
  const market = engine.markets.get(instrumentId);
  if (market !== undefined) market.mark.price = price;
}

/** The feed's clock closes bars that nobody traded out of, lets waiting ones be judged, and is the moment at which prices are told. */
export function onTime(engine: EngineContext, timeMs: TimestampMs): void {
  rollDay(engine);
  for (const market of engine.markets.values()) {
    market.minutes.closeUpTo(timeMs);
    if (market.moved) tellPrice(engine, market, timeMs);
  }
  for (const { running } of engine.lanes.values()) {
    running?.aggregator?.closeUpTo(timeMs);
    running?.further?.closeUpTo(timeMs);
  }
  engine.toldUpToMs = timeMs;
  for (const lane of engine.lanes.values()) judgeIfComplete(engine, lane);
}

function tellPrice(engine: EngineContext, market: MarketLane, timeMs: TimestampMs): void {
  market.moved = false;
  engine.facts.emit({ kind: 'price', instrumentId: market.instrument.id, price: market.mark.price, timeMs });
}
