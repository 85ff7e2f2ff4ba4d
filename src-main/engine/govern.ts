import type { Account, AccountGroup } from '../model/account.ts';
import type { BreachAction, GovernorLimits, LimitName } from '../model/governor-limits.ts';
import type { Money } from '../model/money.ts';
import { shareOf } from '../model/money.ts';
import type { HoldEnd, ModeHold, RiskModeEvent } from '../model/risk-mode.ts';
import type { TimestampMs } from '../model/time.ts';
import { cancelEntries, close } from './close.ts';
import type { AccountLane, BotLane, EngineContext } from './context.ts';
import type { EngineCommand } from './events.ts';
import { governedAccounts } from './governed-accounts.ts';
import type { JournalState } from './ports/journal.ts';
import { rateBetween } from './reporting-rate.ts';
import { Governor } from './risk/governor.ts';
import type { Refusal } from './risk/rule.ts';

/** The first account of a group brings its governor along, where there are limits at all; a backtest has none. */
export function openGovernor(engine: EngineContext, account: Account): void {
  const { governorLimits: limits, governors, governorMemories } = engine;
  if (limits === null || governors.has(account.group)) return;
  const { group, quoteAsset: asset } = account;
  const governor = new Governor({
    group,
    asset,
    limits,
    accounts: governedAccounts(engine, account),
    steadyMs: () => engine.ports.clock.monotonicMs?.() ?? engine.ports.clock.nowMs(),
  });
  const memory = governorMemories.get(group);
  if (memory !== undefined) governor.restore(memory);
  governors.set(group, governor);
}

/** Limits that were changed, in force from the next order on. */
export function changeLimits(engine: EngineContext, limits: GovernorLimits): void {
  if (engine.governorLimits === null) return;
  engine.governorLimits = limits;
  for (const governor of engine.governors.values()) governor.limits = limits;
}

/** Money that came or went is no gain and no loss: peaks and beginnings move with it. */
export function onTransfer(engine: EngineContext, { account }: AccountLane, amount: Money): void {
  const governor = engine.governors.get(account.group);
  if (governor === undefined) return;
  const rate = rateBetween(engine, account.quoteAsset, governor.asset);
  if (rate === null) return;
  governor.onTransfer(shareOf(amount, rate));
  if (governor.marks !== null) engine.ports.journal.recordMarks(governor.group, governor.marks);
}

export function governorOf(engine: EngineContext, lane: BotLane): Governor | null {
  return engine.governors.size === 0 ? null : (engine.governors.get(lane.account.account.group) ?? null);
}

/** Prices have moved, a fill came, time has gone by: is everything still within its levels? */
export function watchAll(engine: EngineContext): void {
  engine.correlation.refresh();
  for (const governor of engine.governors.values()) watch(engine, governor);
}

export function watch(engine: EngineContext, governor: Governor): void {
  const { rolled, record } = governor.observe(windowTimeMs(engine, governor), engine.accountRisk.dayRollOffsetMs);
  for (const window of rolled) change(engine, governor, { kind: 'rolled', window }, `the ${window} is over`);
  if (record && governor.marks !== null) engine.ports.journal.recordMarks(governor.group, governor.marks);
  for (const { name, limit, until, refusal } of governor.broken()) {
    punish(engine, governor, { action: limit.onBreach, source: name, reason: wordsOf(refusal), until });
  }
  if (governor.mode.kind === 'flatten') engine.later({ kind: 'enforce', group: governor.group });
}

/** Of live accounts no day and no week ends before an exchange has told the time. */
function windowTimeMs({ riskClock }: EngineContext, { group, marks }: Governor): TimestampMs {
  const nowMs = riskClock.nowMs();
  if (group !== 'live' || marks === null || riskClock.isProven) return nowMs;
  return Math.min(nowMs, Math.max(marks.day.startMs, marks.week.startMs));
}

/** An order was refused: the limit it would have broken may want more than that. */
export function onRefusal(engine: EngineContext, governor: Governor, refusal: Refusal): void {
  const limit = governor.limits[refusal.rule as LimitName] ?? null;
  if (limit === null || limit.onBreach === 'refuse') return;
  const source = refusal.rule;
  // Levels are watched, and know when they end.
  if (governor.broken().some(({ name }) => name === source)) return;
  punish(engine, governor, { action: limit.onBreach, source, reason: wordsOf(refusal), until: 'released' });
}

const wordsOf = ({ limit, actual }: Refusal): string => `${limit}, ${actual}`;

type Punishment = {
  readonly action: BreachAction;
  readonly source: string;
  readonly reason: string;
  readonly until: HoldEnd;
};

/** The mode is in force at once; cancelling, closing and halting follow when the event at hand is done with. */
function punish(engine: EngineContext, governor: Governor, { action, source, reason, until }: Punishment): void {
  if (action === 'refuse') return;
  if (action === 'halt' || action === 'haltAndFlatten') {
    if (engine.halt !== null || engine.isHalting) return;
    engine.isHalting = true;
    const command = { kind: 'halt', reason: `${source}: ${reason}`, flatten: action === 'haltAndFlatten' } as const;
    engine.later({ kind: 'command', command });
    return;
  }
  restrict(engine, governor, { kind: action, source, reason, until, sinceMs: engine.ports.clock.nowMs() });
}

/** What a person asked of a group's governor. Returns why not, or null when it was done. */
export function onModeCommand(
  engine: EngineContext,
  command: Extract<EngineCommand, { kind: 'restrict' | 'releaseMode' }>,
): string | null {
  const governor = engine.governors.get(command.group);
  if (governor === undefined) return `group is "${command.group}", expected one that has an account`;
  const { reason } = command;
  if (command.kind === 'releaseMode') {
    return releaseMode(engine, governor, reason) ? null : `nothing restricts the ${command.group} accounts`;
  }
  const sinceMs = engine.ports.clock.nowMs();
  restrict(engine, governor, { kind: command.mode, source: 'person', reason, until: 'released', sinceMs });
  return null;
}

function restrict(engine: EngineContext, governor: Governor, hold: ModeHold): void {
  if (!change(engine, governor, { kind: 'restrict', hold }, `${hold.source}: ${hold.reason}`)) return;
  engine.later({ kind: 'enforce', group: governor.group });
}

/** Lets go of every hold, and counts drawdowns and losses from here on. False when nothing was held. */
function releaseMode(engine: EngineContext, governor: Governor, reason: string): boolean {
  if (!change(engine, governor, { kind: 'release' }, reason)) return false;
  countAnew(engine, governor);
  return true;
}

/** After a restart: modes, marks, entries that may still fill, and how many orders left of late. */
export function restoreGovernors(engine: EngineContext, { governors, latestOrdersMs }: JournalState): void {
  engine.governorMemories = governors;
  for (const [group, governor] of engine.governors) {
    const memory = governors.get(group);
    if (memory !== undefined) governor.restore(memory);
    governor.restoreRate(latestOrdersMs, engine.ports.clock.nowMs());
  }
  for (const { order, notional } of engine.execution.openOrders()) {
    const lane = engine.lanes.get(order.botId);
    if (lane !== undefined) governorOf(engine, lane)?.takeBack(order, lane.holding, notional);
  }
}

/** After a person's word: what was lost until now has been accepted. */
export function countAnew(engine: EngineContext, governor: Governor): void {
  governor.beginAnew(engine.riskClock.nowMs(), engine.accountRisk.dayRollOffsetMs);
  if (governor.marks !== null) engine.ports.journal.recordMarks(governor.group, governor.marks);
}

function change(engine: EngineContext, governor: Governor, event: RiskModeEvent, cause: string): boolean {
  if (!governor.change(event)) return false;
  const { group, mode } = governor;
  const timeMs = engine.ports.clock.nowMs();
  engine.facts.emit({ kind: 'riskMode', group, mode, cause, timeMs });
  engine.ports.journal.recordRiskMode({ group, mode, cause, timeMs });
  return true;
}

/** Takes back what the mode of a group does not allow any more, and closes what it wants gone. */
export function enforce(engine: EngineContext, group: AccountGroup): void {
  for (const lane of engine.lanes.values()) if (lane.account.account.group === group) enforceOn(engine, lane);
}

export function enforceOn(engine: EngineContext, lane: BotLane): void {
  const kind = governorOf(engine, lane)?.mode.kind ?? 'normal';
  if (kind === 'normal' || engine.halt !== null) return;
  if (kind === 'noNewPositions') cancelOpeners(engine, lane);
  else cancelEntries(engine, lane);
  if (kind === 'flatten') close(engine, lane, 'flatten');
}

/** Entries that add to what is held may stay; those that would open a position, or turn it round, may not. */
function cancelOpeners(engine: EngineContext, lane: BotLane): void {
  const { quantity } = lane.holding.position;
  lane.reverseTo = null;
  if (quantity === 0n) {
    cancelEntries(engine, lane);
    return;
  }
  const adding = quantity > 0n ? 'buy' : 'sell';
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (!order.reduceOnly && order.side !== adding) engine.execution.cancel(order.clientOrderId);
  }
}
