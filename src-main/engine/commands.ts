import { assertNever } from '../base/assert-never.ts';
import { describeIssues } from '../base/describe-issues.ts';
import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { BotConfig, BotEvent } from '../model/bot.ts';
import { nextBotState } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import { candleAt } from '../model/candle.ts';
import { canAggregate } from '../model/candle-aggregation.ts';
import { ratioFromNumber } from '../model/money.ts';
import { intervalMs } from '../model/time.ts';
import { cancelEntries, close, isClosing } from './close.ts';
import type { BotLane, EngineContext, MarketLane, RunningBot } from './context.ts';
import type { BotPast, EngineCommand } from './events.ts';
import { endRun, failBot } from './fail-bot.ts';
import { protect } from './guard.ts';
import { Aggregator } from './market-data/aggregator.ts';
import { feedBar, feedWatched, judgeIfComplete, onBar } from './pipeline.ts';
import { LanePosition } from './position-view.ts';
import { remoteRun } from './remote.ts';
import { beginSeries } from './running-series.ts';
import { furtherSeriesOf, ownIndicators, whyNoSeries } from './strategies/further-series.ts';
import { inputsOf } from './strategies/inputs-of.ts';
import type { StrategyDefinition } from './strategies/strategy.ts';

/** What a person asked for. Returns why not, or null when it was done. */
export function onCommand(engine: EngineContext, command: EngineCommand): string | null {
  switch (command.kind) {
    case 'addBot':
      return addBot(engine, command.config);
    case 'removeBot':
      return withLane(engine, command.botId, (lane) => removeBot(engine, lane));
    case 'startBot':
      return withLane(engine, command.botId, (lane) => startBot(engine, lane));
    case 'stopBot':
      return withLane(engine, command.botId, (lane) => stopBot(engine, lane));
    case 'closePositions':
      return closePositions(engine, command.purpose, command.botId);
    case 'leaveUniverse':
      return withLane(engine, command.botId, (lane) => leaveUniverse(engine, lane, command.close));
    case 'halt':
      return halt(engine, command.reason, command.flatten);
    case 'release':
      return release(engine, command.reason);
    default:
      return assertNever(command, 'command');
  }
}

function withLane(engine: EngineContext, botId: string, run: (lane: BotLane) => string | null): string | null {
  const lane = engine.lanes.get(botId);
  return lane === undefined ? `bot is "${botId}", expected one that exists` : run(lane);
}

function closePositions(engine: EngineContext, purpose: 'end' | 'flatten', botId: string | undefined): string | null {
  if (botId !== undefined) {
    return withLane(engine, botId, (lane) => {
      close(engine, lane, purpose);
      return null;
    });
  }
  for (const lane of engine.lanes.values()) close(engine, lane, purpose);
  return null;
}

function leaveUniverse(engine: EngineContext, lane: BotLane, closes: boolean): null {
  cancelEntries(engine, lane);
  if (closes) close(engine, lane, 'flatten', 'universe');
  return null;
}

/** Adds a bot, or gives one that is not running its new settings. */
function addBot(engine: EngineContext, config: BotConfig): string | null {
  const known = engine.lanes.get(config.id);
  if (known !== undefined) return changeBot(engine, known, config);
  const lane = createLane(engine, config);
  if (typeof lane === 'string') return lane;
  announce(engine, lane);
  return null;
}

/** What a bot's settings name, found and checked. */
type BotParts = Pick<BotLane, 'config' | 'definition' | 'market' | 'further'>;

function findParts(engine: EngineContext, config: BotConfig): BotParts | string {
  const definition = engine.findStrategy(config.strategyId);
  if (definition === undefined) return `strategy is "${config.strategyId}", expected one that exists`;
  const market = engine.markets.get(config.instrumentId);
  if (market === undefined) return `instrument is "${config.instrumentId}", expected one of this market`;
  if (market.instrument.quoteAsset !== engine.quoteAsset) {
    return `${config.instrumentId} is quoted in ${market.instrument.quoteAsset}, the account in ${engine.quoteAsset}`;
  }
  const parsed = definition.params.safeParse(config.params, { reportInput: true });
  if (!parsed.success) return `params of ${config.strategyId}: ${describeIssues(parsed.error.issues)}`;
  const further = findFurther(engine, definition, { ...config, params: parsed.data as BotConfig['params'] });
  if (typeof further === 'string') return further;
  return { config: { ...config, params: parsed.data as BotConfig['params'] }, definition, market, further };
}

/** The further series the bot's strategy looks at, all of which this feed must be able to bring. */
function findFurther(
  engine: EngineContext,
  definition: StrategyDefinition,
  config: BotConfig,
): BotLane['further'] | string {
  const { feedInterval } = engine;
  if (!canAggregate(feedInterval, config.interval)) {
    return `interval of bot ${config.id} is ${config.interval}, expected ${feedInterval} or a whole multiple of it`;
  }
  const reason = whyNoSeries(definition, config.params, config);
  if (reason !== null) return reason;
  const further = furtherSeriesOf(definition, config.params, config);
  const missing = further.find(({ instrumentId }) => !engine.markets.has(instrumentId));
  if (missing === undefined) return further;
  return `series ${missing.name} of ${definition.id} is of ${missing.instrumentId}, expected an instrument of this market`;
}

/** Puts a bot into the engine without a word to the journal: new bots are announced after, restored ones were before. */
export function createLane(engine: EngineContext, config: BotConfig): BotLane | string {
  const parts = findParts(engine, config);
  if (typeof parts === 'string') return parts;
  const lane: BotLane = {
    ...parts,
    state: 'stopped',
    reason: '',
    holding: engine.portfolio.holding(config.id, config.instrumentId, parts.market.mark),
    sizeShare: ratioFromNumber(config.risk.sizeFraction * config.risk.leverage),
    running: null,
    waiting: [],
    reverseTo: null,
    replacements: new Map(),
    entries: new Map(),
    bracket: null,
    trailingPrice: Number.NaN,
    barsHeld: 0,
    decision: null,
  };
  attachLane(engine, lane);
  return lane;
}

function changeBot(engine: EngineContext, lane: BotLane, config: BotConfig): string | null {
  if (lane.state === 'running') return `bot ${config.id} is running, expected a stopped one to change`;
  const moves = config.instrumentId !== lane.config.instrumentId;
  if (moves && lane.holding.position.quantity !== 0n) {
    return `bot ${config.id} holds a position in ${lane.config.instrumentId}, close it before changing the instrument`;
  }
  const parts = findParts(engine, config);
  if (typeof parts === 'string') return parts;
  detachLane(engine, lane);
  if (moves) engine.portfolio.forget(config.id);
  const changed = createLane(engine, config);
  if (typeof changed === 'string') throw new Error(`bot ${config.id} was checked and yet refused: ${changed}`);
  changed.state = lane.state;
  if (moves) Object.assign(changed.holding, totalsOf(lane.holding));
  announce(engine, changed);
  return null;
}

function totalsOf({ realised, fees, trades, wins }: BotLane['holding']): Partial<BotLane['holding']> {
  return { realised, fees, trades, wins };
}

function attachLane(engine: EngineContext, lane: BotLane): void {
  engine.lanes.set(lane.config.id, lane);
  lane.market.bots = [...lane.market.bots, lane];
  for (const market of watchedBy(engine, lane)) market.watchers = [...market.watchers, lane];
}

function watchedBy(engine: EngineContext, lane: BotLane): ReadonlySet<MarketLane> {
  const markets = lane.further.map(({ instrumentId }) => engine.markets.get(instrumentId));
  return new Set(markets.filter((market) => market !== undefined && market !== lane.market) as MarketLane[]);
}

function detachLane(engine: EngineContext, lane: BotLane): void {
  engine.lanes.delete(lane.config.id);
  lane.market.bots = lane.market.bots.filter((other) => other !== lane);
  for (const market of watchedBy(engine, lane)) market.watchers = market.watchers.filter((other) => other !== lane);
}

function removeBot(engine: EngineContext, lane: BotLane): string | null {
  const { id } = lane.config;
  if (lane.state === 'running') return `bot ${id} is running, expected a stopped one to remove`;
  if (lane.holding.position.quantity !== 0n) return `bot ${id} holds a position, close it before removing the bot`;
  if (engine.execution.openOrdersOf(id).length > 0)
    return `bot ${id} has working orders, cancel them before removing it`;
  detachLane(engine, lane);
  engine.portfolio.forget(id);
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.removeBot(id, timeMs);
  engine.facts.emit({ kind: 'botRemoved', botId: id, timeMs });
  return null;
}

/** A started bot waits for its history (the `history` event) before it judges anything. */
function startBot(engine: EngineContext, lane: BotLane): string | null {
  if (engine.halt !== null) return `trading is halted (${engine.halt.reason}), release it before starting a bot`;
  return move(engine, lane, 'start');
}

function stopBot(engine: EngineContext, lane: BotLane): string | null {
  cancelEntries(engine, lane);
  endRun(lane);
  lane.waiting = [];
  return move(engine, lane, 'stop');
}

export function move(engine: EngineContext, lane: BotLane, event: BotEvent): string | null {
  const next = nextBotState(lane.state, event);
  if (next === undefined) return `bot ${lane.config.id} is ${lane.state}, cannot ${event} it`;
  lane.state = next;
  lane.reason = '';
  announce(engine, lane);
  return null;
}

function announce(engine: EngineContext, lane: BotLane): void {
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.recordBot(lane.config, lane.state, timeMs);
  engine.facts.emit({ kind: 'bot', config: lane.config, state: lane.state, reason: lane.reason, timeMs });
}

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
  catchUp(engine, lane, past);
}

/** Until the market tells a price, the newest close is the price: what is entered by quantity must be worth something. */
function markFromPast({ market }: BotLane, { bars, minutes }: BotPast): void {
  if (!Number.isNaN(market.mark.price)) return;
  market.mark.price = minutes.close.at(-1) ?? bars.close.at(-1) ?? Number.NaN;
}

/** The bars since. For the clock's sake they need not wait, but others of the same time may still be among them. */
function catchUp(engine: EngineContext, lane: BotLane, { minutes }: BotPast): void {
  const { feedInterval, toldUpToMs } = engine;
  engine.toldUpToMs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < minutes.openTimeMs.length; row++) feedBar(engine, lane, feedInterval, candleAt(minutes, row));
  for (const waiting of lane.waiting.splice(0)) {
    if (waiting.instrumentId === lane.config.instrumentId) feedBar(engine, lane, waiting.interval, waiting.candle);
    else feedWatched(engine, lane, waiting);
  }
  engine.toldUpToMs = toldUpToMs;
  judgeIfComplete(engine, lane);
}

function beginRun(engine: EngineContext, lane: BotLane, past: BotPast): RunningBot {
  const { definition } = lane;
  const { params, interval } = lane.config;
  const { feedInterval } = engine;
  const frame = engine.ports.createFrame(ownIndicators(definition, params), past.bars, lane.config);
  const further = beginSeries(engine, lane, past);
  lane.barsHeld = barsSince(past.bars, lane);
  const position = new LanePosition(lane);
  const remote = engine.ports.strategyHost?.start(lane.config, past.bars) ?? null;
  return {
    frame,
    strategy:
      remote === null
        ? definition.create(params, inputsOf(frame, position, further?.frames()))
        : remoteRun(remote, frame, position),
    // A remote strategy has its own count of bars.
    warmUp: remote === null ? definition.warmUp(params) : 0,
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

/** Stop everything: cancel what works, stop all bots, send nothing new, latch. Positions stay unless `flatten`. */
function halt(engine: EngineContext, reason: string, flatten: boolean): string | null {
  const timeMs = engine.ports.clock.nowMs();
  if (engine.halt === null) {
    engine.halt = { reason, timeMs };
    engine.facts.emit({ kind: 'halted', reason, timeMs });
    engine.ports.journal.recordHalt(reason, timeMs);
  }
  for (const { order } of engine.execution.openOrders()) {
    // A close that is under way does what `flatten` asks for.
    if (!flatten || !isClosing(order)) engine.execution.cancel(order.clientOrderId);
  }
  for (const lane of engine.lanes.values()) if (lane.state === 'running') stopBot(engine, lane);
  if (flatten) for (const lane of engine.lanes.values()) close(engine, lane, 'flatten');
  return null;
}

function release(engine: EngineContext, reason: string): string | null {
  if (engine.halt === null) return 'trading is not halted';
  const timeMs = engine.ports.clock.nowMs();
  engine.halt = null;
  engine.ports.journal.recordRelease(reason, timeMs);
  engine.facts.emit({ kind: 'released', reason, timeMs });
  return null;
}
