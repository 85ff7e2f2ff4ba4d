import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../model/candle.ts';
import { candleAt } from '../model/candle.ts';
import { intervalMs } from '../model/time.ts';
import type { BotLane, EngineContext, RunningBot } from './context.ts';
import type { BotPast } from './events.ts';
import { failBot } from './fail-bot.ts';
import { protect } from './guard.ts';
import { Aggregator } from './market-data/aggregator.ts';
import { feedBar, feedWatched, judgeIfComplete, onBar } from './pipeline.ts';
import { LanePosition } from './position-view.ts';
import { beginRegime, regimeModelOf, tellRegime } from './regimes.ts';
import { remoteRun } from './remote.ts';
import { beginSeries } from './running-series.ts';
import { ownIndicators } from './strategies/further-series.ts';
import { inputsOf } from './strategies/inputs-of.ts';

/** Gives a started bot the protection a kept position may lack, then the past, then the bars that closed meanwhile. */
export function onHistory(engine: EngineContext, botId: string, past: BotPast): void {
  const lane = engine.lanes.get(botId);
  if (lane === undefined || lane.state !== 'running' || lane.running !== null) return;
  markFromPast(lane, past);
  protect(engine, lane);
  try {
    lane.running = beginRun(engine, lane, past);
  } catch (error) {
    failBot(engine, lane, error);
    return;
  }
  tellRegime(engine, lane);
  catchUp(engine, lane, past);
}

/** Until the market tells a price, the newest close is the price: what is entered by quantity must be worth something. */
function markFromPast({ market }: BotLane, { bars, minutes }: BotPast): void {
  if (!Number.isNaN(market.mark.price)) return;
  market.mark.price = minutes.close.at(-1) ?? bars.close.at(-1) ?? Number.NaN;
}

/** The bars since. For the clock's sake they need not wait, but others of the same time may still be among them. */
function catchUp(engine: EngineContext, lane: BotLane, { minutes }: BotPast): void {
  const { feedInterval } = engine;
  const { toldUpToMs } = lane.market;
  lane.market.toldUpToMs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < minutes.openTimeMs.length; row++) feedBar(engine, lane, feedInterval, candleAt(minutes, row));
  for (const waiting of lane.waiting.splice(0)) {
    if (waiting.instrumentId === lane.config.instrumentId) feedBar(engine, lane, waiting.interval, waiting.candle);
    else feedWatched(engine, lane, waiting);
  }
  lane.market.toldUpToMs = toldUpToMs;
  judgeIfComplete(engine, lane);
}

function beginRun(engine: EngineContext, lane: BotLane, past: BotPast): RunningBot {
  const { definition } = lane;
  const { params, interval } = lane.config;
  const { feedInterval } = engine;
  const frame = engine.ports.createFrame(ownIndicators(definition, params), past.bars, lane.config);
  const further = beginSeries(engine, lane, past);
  const regime = beginRegime(engine, lane, past.bars);
  lane.barsHeld = barsSince(past.bars, lane);
  const position = new LanePosition(lane);
  const remote = engine.ports.strategyHost?.start(lane.config, past.bars) ?? null;
  return {
    frame,
    regime,
    strategy:
      remote === null
        ? definition.create(params, inputsOf(frame, position, further?.frames(), regime))
        : remoteRun(remote, frame, position),
    // A remote strategy has its own count of bars.
    warmUp:
      remote === null ? Math.max(definition.warmUp(params), regime === null ? 0 : regimeModelOf(engine).warmUp) : 0,
    remote,
    aggregator:
      interval === feedInterval ? null : new Aggregator(feedInterval, interval, (bar) => onBar(engine, lane, bar)),
    further,
  };
}

/** Bars of the past at whose close the kept position was held. */
function barsSince({ openTimeMs }: CandleColumns, { holding, config }: BotLane): number {
  const { quantity, openedMs } = holding.position;
  if (quantity === 0n) return 0;
  return openTimeMs.length - firstIndexAtOrAfter(openTimeMs, openedMs - intervalMs(config.interval) + 1);
}
