import { assertNever } from '../base/assert-never.ts';
import { closeAccount, openAccount } from './accounts.ts';
import { addBot, move, removeBot } from './bots.ts';
import { placeByHand } from './by-hand.ts';
import { cancelEntries, close } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';
import { decideFinding } from './decide-finding.ts';
import type { EngineCommand } from './events.ts';
import { endRun } from './fail-bot.ts';
import { countAnew, onModeCommand } from './govern.ts';
import { isClosing } from './locking.ts';
import { moveProtection } from './move-protection.ts';

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
    case 'restrict':
    case 'releaseMode':
      return onModeCommand(engine, command);
    case 'placeOrder':
      return placeByHand(engine, command.order);
    case 'cancelOrder':
      return cancelOrder(engine, command.clientOrderId);
    case 'moveProtection':
      return withLane(engine, command.botId, (lane) => moveProtection(engine, lane, command));
    case 'openAccount':
      return openAccount(engine, command.account);
    case 'closeAccount':
      return closeAccount(engine, command.accountId);
    case 'decideFinding':
      return decideFinding(engine, command);
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

/** What the strategy or the protection wants again is sent again; the rest stays gone. */
function cancelOrder(engine: EngineContext, clientOrderId: string): string | null {
  if (engine.execution.find(clientOrderId) === undefined) return `order ${clientOrderId} is not open any more`;
  engine.execution.cancel(clientOrderId);
  return null;
}

function leaveUniverse(engine: EngineContext, lane: BotLane, closes: boolean): null {
  cancelEntries(engine, lane);
  if (closes) close(engine, lane, 'flatten', 'universe');
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
  return move(engine, lane, 'stop');
}

/** Stop everything: cancel what works, stop all bots, send nothing new, latch. Positions stay unless `flatten`. */
function halt(engine: EngineContext, reason: string, flatten: boolean): string | null {
  const timeMs = engine.ports.clock.nowMs();
  engine.isHalting = false;
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
  for (const governor of engine.governors.values()) countAnew(engine, governor);
  return null;
}
