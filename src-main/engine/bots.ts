import { describeIssues } from '../base/describe-issues.ts';
import { accountIdOf } from '../model/account.ts';
import type { BotConfig, BotEvent } from '../model/bot.ts';
import { nextBotState } from '../model/bot.ts';
import { canAggregate } from '../model/candle-aggregation.ts';
import { isByHand, isOfHand } from '../model/manual-order.ts';
import { ratioFromNumber } from '../model/money.ts';
import { whyNoRisk } from './check-risk.ts';
import type { AccountLane, BotLane, EngineContext, MarketLane } from './context.ts';
import { byHand } from './strategies/by-hand.ts';
import { furtherSeriesOf, whyNoSeries } from './strategies/further-series.ts';
import type { StrategyDefinition } from './strategies/strategy.ts';

/** Adds a bot, or gives one that is not running its new settings. */
export function addBot(engine: EngineContext, config: BotConfig): string | null {
  if (isByHand(config) || isOfHand(config.id)) return `bot ${config.id} is by hand, expected one with a strategy`;
  const known = engine.lanes.get(config.id);
  if (known !== undefined) return changeBot(engine, known, config);
  const lane = createLane(engine, config);
  if (typeof lane === 'string') return lane;
  announce(engine, lane);
  return null;
}

/** What a bot's settings name, found and checked. */
type BotParts = Pick<BotLane, 'config' | 'account' | 'definition' | 'market' | 'further'>;

function findParts(engine: EngineContext, config: BotConfig): BotParts | string {
  const definition = isByHand(config) ? byHand : engine.findStrategy(config.strategyId);
  if (definition === undefined) return `strategy is "${config.strategyId}", expected one that exists`;
  const market = engine.markets.get(config.instrumentId);
  if (market === undefined) return `instrument is "${config.instrumentId}", expected one of this market`;
  const account = engine.accounts.get(accountIdOf(config));
  if (account === undefined || !account.isOpen) return `account is "${accountIdOf(config)}", expected one that exists`;
  const misfit = whyNoRisk(config.risk) ?? whyNotTraded(account, market, config);
  if (misfit !== null) return misfit;
  const parsed = definition.params.safeParse(config.params, { reportInput: true });
  if (!parsed.success) return `params of ${config.strategyId}: ${describeIssues(parsed.error.issues)}`;
  const complete = { ...config, params: parsed.data as BotConfig['params'] };
  const further = findFurther(engine, definition, complete);
  return typeof further === 'string' ? further : { config: complete, account, definition, market, further };
}

/** An account trades what is quoted in its asset; a live one only what its own exchange lists. */
function whyNotTraded({ account }: AccountLane, { instrument }: MarketLane, { risk }: BotConfig): string | null {
  const { id, quoteAsset, venue } = instrument;
  if (quoteAsset !== account.quoteAsset) {
    return `${id} is quoted in ${quoteAsset}, the account ${account.id} in ${account.quoteAsset}`;
  }
  if (account.venue === null) return null;
  if (venue !== account.venue) return `${id} is traded on ${venue}, the account ${account.id} on ${account.venue}`;
  return risk.leverage === 1 ? null : `leverage is ${risk.leverage}, expected 1: account ${account.id} pays in full`;
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
  const lane = newLane(engine, config);
  if (typeof lane !== 'string') attachLane(engine, lane);
  return lane;
}

/** As it would be in the engine, and not yet there. */
export function newLane(engine: EngineContext, config: BotConfig): BotLane | string {
  const parts = findParts(engine, config);
  if (typeof parts === 'string') return parts;
  return {
    ...parts,
    state: 'stopped',
    reason: '',
    holding: parts.account.portfolio.holding(config.id, config.instrumentId, parts.market.mark),
    sizeShare: ratioFromNumber(config.risk.sizeFraction * config.risk.leverage),
    running: null,
    waiting: [],
    reverseTo: null,
    replacements: new Map(),
    entries: new Map(),
    plan: null,
    closing: null,
    watched: [],
    isBracketRefused: false,
    bracket: null,
    trailingPrice: Number.NaN,
    barsHeld: 0,
    lacksProtection: false,
    unprotectedSinceMs: null,
    decision: null,
  };
}

function changeBot(engine: EngineContext, lane: BotLane, config: BotConfig): string | null {
  if (lane.state === 'running') return `bot ${config.id} is running, expected a stopped one to change`;
  const pinned = whyPinned(engine, lane, config);
  if (pinned !== null) return pinned;
  const parts = findParts(engine, config);
  if (typeof parts === 'string') return parts;
  detachLane(engine, lane);
  parts.account.portfolio.moveTo(config.id, config.instrumentId, parts.market.mark);
  const changed = createLane(engine, config);
  if (typeof changed === 'string') throw new Error(`bot ${config.id} was checked and yet refused: ${changed}`);
  changed.state = lane.state;
  takeOverUnderWay(engine, lane, changed);
  announce(engine, changed);
  return null;
}

/** What protects and closes the kept position, and what is still being taken back, is not changed by other settings. */
function takeOverUnderWay(engine: EngineContext, from: BotLane, to: BotLane): void {
  const { entries, plan, closing, watched, bracket, trailingPrice, barsHeld, lacksProtection, isBracketRefused } = from;
  for (const [clientOrderId, intent] of entries) to.entries.set(clientOrderId, intent);
  Object.assign(to, { plan, closing, watched, bracket, trailingPrice, barsHeld, lacksProtection, isBracketRefused });
  to.unprotectedSinceMs = from.unprotectedSinceMs;
  for (const lanes of [engine.planned, engine.watching]) if (lanes.delete(from)) lanes.add(to);
}

/** What is held or ordered stays where it is: in its instrument, with the money of its account. */
function whyPinned(engine: EngineContext, lane: BotLane, config: BotConfig): string | null {
  const { id } = config;
  const changes = accountIdOf(config) !== accountIdOf(lane.config) ? 'account' : 'instrument';
  if (changes === 'instrument' && config.instrumentId === lane.config.instrumentId) return null;
  if (lane.holding.position.quantity !== 0n) {
    return `bot ${id} holds a position in ${lane.config.instrumentId}, close it before changing the ${changes}`;
  }
  if (engine.execution.openOrdersOf(id).length > 0) {
    return `bot ${id} has working orders, cancel them before changing the ${changes}`;
  }
  return null;
}

function attachLane(engine: EngineContext, lane: BotLane): void {
  engine.lanes.set(lane.config.id, lane);
  lane.market.bots = [...lane.market.bots, lane];
  const { id: instrumentId, baseAsset } = lane.market.instrument;
  engine.correlation.add({ instrumentId, baseAsset });
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

export function removeBot(engine: EngineContext, lane: BotLane): string | null {
  const { id } = lane.config;
  if (lane.state === 'running') return `bot ${id} is running, expected a stopped one to remove`;
  if (lane.holding.position.quantity !== 0n) return `bot ${id} holds a position, close it before removing the bot`;
  if (engine.execution.openOrdersOf(id).length > 0)
    return `bot ${id} has working orders, cancel them before removing it`;
  detachLane(engine, lane);
  lane.account.portfolio.forget(id);
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.removeBot(id, timeMs);
  engine.facts.emit({ kind: 'botRemoved', botId: id, timeMs });
  return null;
}

export function move(engine: EngineContext, lane: BotLane, event: BotEvent): string | null {
  if (isByHand(lane.config)) return `${lane.config.id} is by hand, cannot ${event} it`;
  const next = nextBotState(lane.state, event);
  if (next === undefined) return `bot ${lane.config.id} is ${lane.state}, cannot ${event} it`;
  lane.state = next;
  lane.reason = '';
  announce(engine, lane);
  return null;
}

export function announce(engine: EngineContext, lane: BotLane): void {
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.recordBot(lane.config, lane.state, timeMs);
  engine.facts.emit({ kind: 'bot', config: lane.config, state: lane.state, reason: lane.reason, timeMs });
}
