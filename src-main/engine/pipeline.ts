import type { Candle } from '../model/candle.ts';
import { copyCandle } from '../model/candle.ts';
import type { Fill } from '../model/fill.ts';
import { isByHand } from '../model/manual-order.ts';
import type { Money, Quantity } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { Interval } from '../model/time.ts';
import { isBooked } from './booked-fill.ts';
import type { VenueBooks } from './books.ts';
import { cancelEntries } from './close.ts';
import { countBooked, countTraded } from './compare.ts';
import type { BotLane, EngineContext, RunningBot, WaitingBar } from './context.ts';
import { sweepDust } from './dust.ts';
import type { TrackedOrder } from './execution/execution.ts';
import { isProtective } from './execution/protection.ts';
import type { DecisionFact } from './facts.ts';
import { failBot } from './fail-bot.ts';
import { enforceOn, governorOf, watch } from './govern.ts';
import { cancelExits, guardAtClose, protect } from './guard.ts';
import { act, enter, isList, pricedExits, sendEntry } from './intents.ts';
import type { PartFill } from './locked-exits.ts';
import { forgetLocked, onBracketRefused, onExitFilled, onUnlocked, renewBracket, watchPrice } from './locked-exits.ts';
import { isClosing } from './locking.ts';
import { goOnWithPlans, onPartEnded, onPartFilled, stopPlan } from './plans.ts';
import { feeElsewhere } from './portfolio/fee-elsewhere.ts';
import { takeRegime } from './regimes.ts';
import type { RunningSeries } from './running-series.ts';
import { rollDay } from './send.ts';
import type { Intent } from './strategies/intent.ts';
import { HOLD } from './strategies/intent.ts';

/**
 * The loop, left to right. A closed bar goes in on the left, an order leaves for the venue on the right, facts say what
 * happened on the way. Backtest, paper and live run exactly this.
 *
 *   candles ▶ indicators ▶ regime ▶ strategy ▶ RISK ▶ execution ▶ (venue)
 *
 * What comes back from the venue enters as an event of the same queue and ends in `onFill`. From `act` on it goes on in
 * `intents.ts` and `send.ts`.
 */
export function onBar(engine: EngineContext, lane: BotLane, candle: Candle): void {
  const { running } = lane;
  if (running === null) return;
  if (running.further !== null) onBarBesideOthers(engine, lane, running.further, candle);
  else if (takeBar(engine, lane, running, candle)) judge(engine, lane, running);
}

/** candles ▶ indicators ▶ regime. False for a bar that is not newer than the latest. */
function takeBar(engine: EngineContext, lane: BotLane, { frame, regime }: RunningBot, candle: Candle): boolean {
  if (!frame.advance(candle)) return false;
  if (regime !== null) takeRegime(engine, lane, regime, candle);
  if (lane.holding.quantityNumber !== 0) guardAtClose(engine, lane, candle.close);
  return true;
}

function judge(engine: EngineContext, lane: BotLane, running: RunningBot): void {
  if (running.frame.count <= running.warmUp) return;
  const intents = decide(engine, lane); // ▶ strategy
  if (intents !== null && intents !== HOLD) act(engine, lane, intents); // ▶ RISK ▶ execution ▶ venue
}

/** The bar before is judged now if it still waits for further series; this one once they have come as far. */
function onBarBesideOthers(engine: EngineContext, lane: BotLane, further: RunningSeries, candle: Candle): void {
  judgeWaiting(engine, lane);
  const { running } = lane;
  if (running === null || !takeBar(engine, lane, running, candle)) return;
  further.takeOwn(candle);
  judgeIfComplete(engine, lane);
}

/** A bar that waits for further series is judged once they have come as far as it, or will not come any more. */
export function judgeIfComplete(engine: EngineContext, lane: BotLane): void {
  const further = lane.running?.further ?? null;
  if (further === null || Number.isNaN(further.waitingEndMs)) return;
  if (further.isComplete(toldUpToMs(engine, lane))) judgeWaiting(engine, lane);
}

/** How far the slowest of the markets has come that the bot looks at. */
function toldUpToMs(engine: EngineContext, { market, further }: BotLane): number {
  let told = market.toldUpToMs;
  for (const { instrumentId } of further) told = Math.min(told, engine.markets.get(instrumentId)?.toldUpToMs ?? told);
  return told;
}

function judgeWaiting(engine: EngineContext, lane: BotLane): void {
  const { running } = lane;
  if (running === null || running.further === null || Number.isNaN(running.further.waitingEndMs)) return;
  if (running.further.show()) judge(engine, lane, running);
}

/** Hands a closed bar to every bot on the instrument; those on longer intervals build theirs from it. */
export function onCandle(engine: EngineContext, instrumentId: string, interval: Interval, candle: Candle): void {
  const market = engine.markets.get(instrumentId);
  if (market === undefined) return;
  market.mark.price = candle.close;
  rollDay(engine);
  if (engine.governors.size > 0) engine.correlation.onCandle(instrumentId, candle);
  const { bots, watchers } = market;
  // By index: a short function is compiled into its caller, and a loop by iterator is not short.
  for (let index = 0; index < bots.length; index++) {
    const lane = bots[index] as BotLane;
    if (lane.running !== null) feedBar(engine, lane, interval, candle);
    else if (lane.state === 'running') keepWaiting(lane, { instrumentId, interval, candle });
    else if (lane.lacksProtection && isByHand(lane.config) && engine.halt === null) protect(engine, lane);
  }
  if (watchers.length > 0) tellWatchers(engine, watchers, { instrumentId, interval, candle });
  if (engine.planned.size > 0) goOnWithPlans(engine, market);
  if (engine.watching.size > 0) watchPrice(engine, market, candle.close);
}

function tellWatchers(engine: EngineContext, watchers: readonly BotLane[], bar: WaitingBar): void {
  for (const lane of watchers) {
    if (lane.running !== null) feedWatched(engine, lane, bar);
    else if (lane.state === 'running') keepWaiting(lane, bar);
  }
}

function keepWaiting(lane: BotLane, bar: WaitingBar): void {
  lane.waiting.push({ ...bar, candle: copyCandle(bar.candle) });
}

/** A bar of the bot's own interval is judged at once; those of the feed first become bars of it. */
export function feedBar(engine: EngineContext, lane: BotLane, interval: Interval, candle: Candle): void {
  if (interval === lane.config.interval) onBar(engine, lane, candle);
  else if (interval === engine.feedInterval) lane.running?.aggregator?.addCandle(candle);
}

/** A closed bar of a symbol the bot only looks at. */
export function feedWatched(
  engine: EngineContext,
  lane: BotLane,
  { instrumentId, interval, candle }: WaitingBar,
): void {
  lane.running?.further?.takeOther(instrumentId, interval, candle);
  judgeIfComplete(engine, lane);
}

/** Asks the strategy. One that throws stops its own bot and nothing else. */
function decide(engine: EngineContext, lane: BotLane): Intent | readonly Intent[] | null {
  const strategy = lane.running?.strategy;
  if (strategy === undefined) return null;
  try {
    const intents = strategy.decide();
    if (engine.explainDecisions && lane.running?.remote === null) explain(engine, lane, intents);
    return intents;
  } catch (error) {
    failBot(engine, lane, error);
    return null;
  }
}

export function explain(engine: EngineContext, lane: BotLane, intents: Intent | readonly Intent[]): void {
  const explanation = lane.running?.strategy.explain?.() ?? null;
  lane.decision = {
    kind: 'decision',
    botId: lane.config.id,
    timeMs: engine.ports.clock.nowMs(),
    score: explanation?.score ?? null,
    parts: explanation?.parts ?? [],
    action: actionOf(isList(intents) ? intents : [intents], lane.holding.position.quantity),
  };
  engine.facts.emit(lane.decision);
}

/** The first entry or exit among them, as the side it would trade on. */
function actionOf(intents: readonly Intent[], held: bigint): DecisionFact['action'] {
  for (const intent of intents) {
    if (intent.kind === 'enter') return intent.side === 'long' ? 'buy' : 'sell';
    if (intent.kind === 'exit') return held < 0n ? 'buy' : 'sell';
  }
  return 'hold';
}

/** A fill becomes cash and position, then whatever the position now needs: protection, a clean-up, the other side. */
export function onFill(engine: EngineContext, fill: Fill, done: boolean): void {
  rollDay(engine);
  const tracked = engine.execution.find(fill.clientOrderId);
  const isNew = engine.execution.fill(fill, done);
  const lane = engine.lanes.get(fill.botId);
  if (!isNew) {
    if (done && lane !== undefined) afterDone(engine, lane, tracked, fill);
    return;
  }
  if (lane === undefined) throw new Error(`fill ${fill.fillId} belongs to bot ${fill.botId}, expected a known bot`);
  const before = lane.holding.position.quantity;
  const { portfolio, books } = lane.account;
  const { position, closed } = portfolio.apply(lane.holding, fill);
  const governor = governorOf(engine, lane);
  governor?.onFill(fill);
  if (books !== null) countMove(lane, books, fill);
  engine.facts.emit({ kind: 'fill', fill, position, cash: portfolio.cash });
  for (const trade of closed) engine.facts.emit({ kind: 'tradeClosed', trade });
  if (fill.purpose === 'funding') return;
  if (position.quantity === 0n) afterFlat(engine, lane, fill);
  else if (fill.purpose === 'entry') afterEntry(engine, lane, { fill, done, before });
  else afterPart(engine, lane, tracked, { ...fill, done });
  if (fill.parentId !== undefined) onPartFilled(engine, lane, fill, done);
  if (governor === null) return;
  watch(engine, governor);
  enforceOn(engine, lane);
}

/** A fill that was counted before is told again as its order's last. */
function afterDone(engine: EngineContext, lane: BotLane, tracked: TrackedOrder | undefined, fill: Fill): void {
  onPartEnded(engine, lane, fill, 0);
  if (tracked === undefined || !tracked.order.reduceOnly || lane.holding.position.quantity === 0n) return;
  onExitFilled(engine, lane, tracked);
  if (engine.halt === null) protect(engine, lane);
}

/** The exchange's balances are held against the books: a fill moves both, a fee in a third asset only the books. */
function countMove({ account, market }: BotLane, books: VenueBooks, fill: Fill): void {
  books.moves++;
  const { baseAsset } = market.instrument;
  const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
  if (isBooked(fill)) countBooked(books, baseAsset, signed as Quantity);
  else countTraded(books, baseAsset);
  account.feesElsewhere = (account.feesElsewhere + feeElsewhere(fill, market.instrument)) as Money;
}

/** An entry filled, whole or in part: what is held by now is protected. */
function afterEntry(
  engine: EngineContext,
  lane: BotLane,
  { fill, done, before }: { readonly fill: Fill; readonly done: boolean; readonly before: bigint },
): void {
  const opens = before === 0n || before > 0n !== lane.holding.position.quantity > 0n;
  if (opens) {
    if (before !== 0n) cancelExits(engine, lane); // they belonged to the side that is gone
    forgetPosition(lane);
  }
  lane.bracket = lane.entries.get(fill.clientOrderId)?.bracket ?? lane.bracket;
  if (done) lane.entries.delete(fill.clientOrderId);
  cancelSurplus(engine, lane, fill);
  protect(engine, lane);
}

/** Takes back the resting entries on this side for which as many are open now as they allow. */
function cancelSurplus(engine: EngineContext, lane: BotLane, { side, clientOrderId }: Fill): void {
  // Each order of a person's stands for itself.
  if (lane.entries.size === 0 || isByHand(lane.config)) return;
  const open = lane.holding.position.lots.length;
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (order.purpose !== 'entry' || order.side !== side || order.clientOrderId === clientOrderId) continue;
    const { maxEntries = 1 } = lane.entries.get(order.clientOrderId) ?? {};
    if (open >= maxEntries) engine.execution.cancel(order.clientOrderId);
  }
}

/** A part was taken off: what rests is cut to what is left, and the other price of the same exit is taken back. */
function afterPart(engine: EngineContext, lane: BotLane, tracked: TrackedOrder | undefined, part: PartFill): void {
  if (tracked !== undefined && part.done) {
    const { order } = tracked;
    if (order.purpose === 'signal' && !isClosing(order)) {
      for (const other of pricedExits(engine, lane, order.tag)) engine.execution.cancel(other.order.clientOrderId);
    }
    onExitFilled(engine, lane, tracked);
  }
  renewBracket(engine, part);
  protect(engine, lane);
  if (lane.account.books !== null) sweepDust(engine, lane, (dust) => onFill(engine, dust, true));
}

function afterFlat(engine: EngineContext, lane: BotLane, fill: Fill): void {
  if (fill.purpose === 'liquidation') cancelEntries(engine, lane);
  cancelExits(engine, lane);
  forgetPosition(lane);
  forgetLocked(engine, lane);
  if (fill.purpose !== 'entry') stopPlan(engine, lane, 'the position was closed meanwhile');
  const { reverseTo } = lane;
  lane.reverseTo = null;
  if (reverseTo !== null && lane.state === 'running') sendEntry(engine, lane, reverseTo);
}

function forgetPosition(lane: BotLane): void {
  lane.bracket = null;
  lane.trailingPrice = Number.NaN;
  lane.barsHeld = 0;
  lane.isBracketRefused = false;
}

/** The venue ended an order: what an entry got of its size is protected, a close that came to nothing reverses nothing. */
export function onOrderEnded(
  engine: EngineContext,
  clientOrderId: string,
  event: 'cancel' | 'refuse',
  reason: string,
): void {
  const tracked = engine.execution.find(clientOrderId);
  if (!engine.execution.report(clientOrderId, event, reason) || tracked === undefined) return;
  const { order, leaving } = tracked;
  const lane = engine.lanes.get(order.botId);
  if (lane === undefined) return;
  // A close that came to nothing leaves what its exits were taken back for.
  if ((isProtective(order.purpose) || isClosing(order)) && !leaving) lane.lacksProtection = true;
  lane.entries.delete(clientOrderId);
  if (event === 'refuse' ? onBracketRefused(engine, lane, order) : false) protect(engine, lane);
  else if (onUnlocked(engine, lane, tracked)) protect(engine, lane);
  if (isClosing(order)) onCloseEnded(engine, lane);
  else if (order.purpose === 'entry') replaceEntry(engine, lane, order);
  if (order.parentId !== undefined) onPartEnded(engine, lane, order, event === 'cancel' ? 0 : undefined);
  if (lane.account.books !== null) sweepDust(engine, lane, (dust) => onFill(engine, dust, true));
}

/** It came to nothing, and may have had what protected the position taken back for it. */
function onCloseEnded(engine: EngineContext, lane: BotLane): void {
  lane.reverseTo = null;
  if (lane.account.books !== null && lane.holding.position.quantity !== 0n && engine.halt === null)
    protect(engine, lane);
}

/** The entry that waited for this one to go; with what was filled of it meanwhile protected. */
function replaceEntry(engine: EngineContext, lane: BotLane, order: Order): void {
  if (lane.holding.position.quantity !== 0n && engine.halt === null) protect(engine, lane);
  const next = lane.replacements.get(order.tag);
  if (next === undefined || lane.state !== 'running') return;
  lane.replacements.delete(order.tag);
  enter(engine, lane, next);
}
