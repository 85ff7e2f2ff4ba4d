import type { Candle } from '../model/candle.ts';
import { copyCandle } from '../model/candle.ts';
import type { Fill } from '../model/fill.ts';
import type { Money } from '../model/money.ts';
import { shareOf, ZERO_MONEY } from '../model/money.ts';
import type { Order, OrderPurpose } from '../model/order.ts';
import type { Interval } from '../model/time.ts';
import { DAY_MS } from '../model/time.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import type { OrderOrigin } from './execution/orders.ts';
import { closeOrder, entryOrder, protectiveOrders } from './execution/orders.ts';
import { approve } from './risk/approve.ts';
import { riskDayAt } from './risk/risk-day.ts';
import type { Intent } from './strategies/strategy.ts';

/**
 * The loop, left to right. A closed bar goes in on the left, an order leaves for the venue on the right, facts say what
 * happened on the way. Backtest, paper and live run exactly this.
 *
 *   candles ▶ indicators ▶ strategy ▶ score ▶ RISK ▶ execution ▶ (venue)
 *
 * What comes back from the venue enters as an event at the head of the same queue and ends in `onFill`.
 */
export function onBar(engine: EngineContext, lane: BotLane, candle: Candle): void {
  const { running } = lane;
  if (running === null || !running.frame.advance(candle)) return; // candles ▶ indicators
  if (running.frame.count <= running.warmUp) return;
  const intent = decide(engine, lane); // ▶ strategy ▶ score
  if (intent !== null) act(engine, lane, intent); // ▶ RISK ▶ execution ▶ venue
}

/** Hands a closed bar to every bot on the instrument; those on longer intervals build theirs from it. */
export function onCandle(engine: EngineContext, instrumentId: string, interval: Interval, candle: Candle): void {
  const market = engine.markets.get(instrumentId);
  if (market === undefined) return;
  market.mark.price = candle.close;
  rollDay(engine);
  for (const lane of market.bots) {
    if (lane.state !== 'running') continue;
    if (lane.running === null) lane.waiting.push({ interval, candle: copyCandle(candle) });
    else feedBar(engine, lane, interval, candle);
  }
}

/** A bar of the bot's own interval is judged at once; minutes first become bars of it. */
export function feedBar(engine: EngineContext, lane: BotLane, interval: Interval, candle: Candle): void {
  if (interval === lane.config.interval) onBar(engine, lane, candle);
  else if (interval === '1m') lane.running?.aggregator?.addCandle(candle);
}

/** The first event of a new risk day fixes the equity its losses are counted from. */
export function rollDay(engine: EngineContext): void {
  if (engine.ports.clock.nowMs() >= engine.nextDayMs) beginDay(engine);
}

/** Apart from the question above, which every candle asks: a function that makes a closure allocates even if it returns. */
function beginDay(engine: EngineContext): void {
  const nowMs = engine.ports.clock.nowMs();
  const day = riskDayAt(engine.day, nowMs, engine.accountRisk.dayRollOffsetMs, () => engine.portfolio.equity());
  if (day !== engine.day) engine.ports.journal.recordDay(day);
  engine.day = day;
  engine.nextDayMs = day.startMs + DAY_MS;
}

/** Asks the strategy. One that throws stops its own bot and nothing else. */
function decide(engine: EngineContext, lane: BotLane): Intent | null {
  const strategy = lane.running?.strategy;
  if (strategy === undefined) return null;
  try {
    const intent = strategy.decide();
    if (engine.explainDecisions) explain(engine, lane, intent);
    return intent;
  } catch (error) {
    failBot(engine, lane, error);
    return null;
  }
}

function explain(engine: EngineContext, lane: BotLane, intent: Intent): void {
  const explanation = lane.running?.strategy.explain?.() ?? null;
  const wantsShort = intent.kind === 'exit' || (intent.kind === 'enter' && intent.side === 'short');
  lane.decision = {
    kind: 'decision',
    botId: lane.config.id,
    timeMs: engine.ports.clock.nowMs(),
    score: explanation?.score ?? null,
    parts: explanation?.parts ?? [],
    action: intent.kind === 'hold' ? 'hold' : wantsShort ? 'sell' : 'buy',
  };
  engine.facts.emit(lane.decision);
}

/** Stops one bot for good. What it holds stays, protected; what it still wanted to enter does not. */
export function failBot(engine: EngineContext, lane: BotLane, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  cancelEntries(engine, lane);
  lane.state = 'failed';
  lane.reason = reason;
  lane.running = null;
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.recordBot(lane.config, 'failed', timeMs);
  engine.ports.log.error('a bot failed and was stopped', { botId: lane.config.id, reason });
  engine.facts.emit({ kind: 'bot', config: lane.config, state: 'failed', reason, timeMs });
}

/** Turns an intent into what is still to be done for it. */
function act(engine: EngineContext, lane: BotLane, intent: Intent): void {
  if (intent.kind === 'hold') return;
  const { quantity } = lane.holding.position;
  if (intent.kind === 'exit') {
    cancelEntries(engine, lane);
    if (quantity !== 0n) close(engine, lane, 'signal');
    return;
  }
  const wantsLong = intent.side === 'long';
  if (quantity !== 0n) {
    if (quantity > 0n === wantsLong) {
      if (lane.reverseTo !== null) lane.reverseTo = intent.side; // it is being closed: come back to this side
      return;
    }
    lane.reverseTo = intent.side;
    close(engine, lane, 'signal');
    return;
  }
  if (!hasOpenEntry(engine, lane)) enter(engine, lane, intent.side, intent.limitPrice);
}

function enter(engine: EngineContext, lane: BotLane, side: 'long' | 'short', limitPrice: number | null): void {
  const amount = shareOf(engine.portfolio.equity(), lane.sizeShare);
  send(engine, lane, entryOrder(originOf(engine, lane), side, amount, limitPrice), amount);
}

/** Closes what is held, unless that is already under way. */
export function close(engine: EngineContext, lane: BotLane, purpose: OrderPurpose): void {
  const { position } = lane.holding;
  const underWay = engine.execution.openOrdersOf(lane.config.id).some(({ order }) => isClosing(order));
  if (position.quantity === 0n || underWay) return;
  send(engine, lane, closeOrder(originOf(engine, lane), position, purpose), ZERO_MONEY);
}

export function isClosing(order: Order): boolean {
  return order.reduceOnly && order.type.kind === 'market';
}

function hasOpenEntry(engine: EngineContext, lane: BotLane): boolean {
  return engine.execution.openOrdersOf(lane.config.id).some(({ order }) => !order.reduceOnly);
}

export function cancelEntries(engine: EngineContext, lane: BotLane): void {
  lane.reverseTo = null;
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (!order.reduceOnly) engine.execution.cancel(order.clientOrderId);
  }
}

/** RISK, then execution. There is no other way to the venue. */
function send(engine: EngineContext, lane: BotLane, order: Order, notional: Money): void {
  rollDay(engine);
  const verdict = approve({ order, notional }, engine.account);
  if (verdict.approved) {
    engine.execution.submit(verdict.order);
    return;
  }
  const timeMs = engine.ports.clock.nowMs();
  engine.facts.emit({ kind: 'refused', botId: lane.config.id, ...verdict.refusal, timeMs });
}

/** A fill becomes cash and position, then whatever the position now needs: protection, a clean-up, the other side. */
export function onFill(engine: EngineContext, fill: Fill, done: boolean): void {
  rollDay(engine);
  if (!engine.execution.fill(fill, done)) return;
  const lane = engine.lanes.get(fill.botId);
  if (lane === undefined) throw new Error(`fill ${fill.fillId} belongs to bot ${fill.botId}, expected a known bot`);
  const { position, closed } = engine.portfolio.apply(lane.holding, fill);
  engine.facts.emit({ kind: 'fill', fill, position, cash: engine.portfolio.cash });
  if (closed !== null) engine.facts.emit({ kind: 'tradeClosed', trade: closed });
  if (position.quantity === 0n) afterFlat(engine, lane);
  else if (done && fill.purpose === 'entry') protect(engine, lane);
}

/** The venue ended an order: what an entry got of its size is protected, a close that came to nothing reverses nothing. */
export function onOrderEnded(
  engine: EngineContext,
  clientOrderId: string,
  event: 'cancel' | 'refuse',
  reason: string,
): void {
  const order = engine.execution.find(clientOrderId)?.order;
  if (!engine.execution.report(clientOrderId, event, reason) || order === undefined) return;
  const lane = engine.lanes.get(order.botId);
  if (lane === undefined || lane.holding.position.quantity === 0n) return;
  if (isClosing(order)) lane.reverseTo = null;
  else if (order.purpose === 'entry' && engine.halt === null) protect(engine, lane);
}

function cancelExits(engine: EngineContext, lane: BotLane): void {
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (order.reduceOnly) engine.execution.cancel(order.clientOrderId);
  }
}

function afterFlat(engine: EngineContext, lane: BotLane): void {
  cancelExits(engine, lane);
  const { reverseTo } = lane;
  lane.reverseTo = null;
  if (reverseTo !== null && lane.state === 'running') enter(engine, lane, reverseTo, null);
}

/**
 * Rests the stop and the target of an open position at the venue, those that do not rest there yet. Without a position
 * what still rests there belongs to one that is gone.
 */
export function protect(engine: EngineContext, lane: BotLane): void {
  const { position } = lane.holding;
  const { stopLossFraction, takeProfitFraction } = lane.config.risk;
  if (position.quantity === 0n) {
    cancelExits(engine, lane);
    return;
  }
  if (stopLossFraction === null && takeProfitFraction === null) return;
  const resting = new Set(engine.execution.openOrdersOf(lane.config.id).map(({ order }) => order.purpose));
  for (const order of protectiveOrders(originOf(engine, lane), position)) {
    if (!resting.has(order.purpose)) send(engine, lane, order, ZERO_MONEY);
  }
}

function originOf(engine: EngineContext, lane: BotLane): OrderOrigin {
  const { clock, ids } = engine.ports;
  return {
    config: lane.config,
    instrument: instrumentOf(lane),
    nowMs: clock.nowMs(),
    ids,
  };
}
