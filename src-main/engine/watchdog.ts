import type { BotLane, EngineContext } from './context.ts';
import { tradable } from './dust.ts';
import { heldQuantity } from './execution/orders.ts';
import { trailsAtVenue } from './locking.ts';
import { endAlarm, raiseAlarm } from './reconciliation-facts.ts';

/** An order that takes the place of another is under way for less than that. */
const PATIENCE_MS = 5_000;

/** Looks after live positions: one that asked for a stop and has none resting at its exchange is told of aloud. */
export function watchStops(engine: EngineContext): void {
  const nowMs = engine.ports.clock.nowMs();
  for (const lane of engine.lanes.values()) {
    if (lane.account.books === null) continue;
    if (!asksForStop(lane) || hasStop(engine, lane)) {
      lane.unprotectedSinceMs = null;
      endAlarm(engine, keyOf(lane));
      continue;
    }
    lane.unprotectedSinceMs ??= nowMs;
    if (nowMs - lane.unprotectedSinceMs < PATIENCE_MS) continue;
    const { id: botId, instrumentId } = lane.config;
    const message = `bot ${botId} holds ${instrumentId} without the stop it is to rest on`;
    raiseAlarm(engine, { key: keyOf(lane), code: 'unprotected', botId, message, sinceMs: lane.unprotectedSinceMs });
  }
}

const keyOf = ({ config }: BotLane): string => `unprotected:${config.id}`;

function asksForStop(lane: BotLane): boolean {
  const { holding, config, bracket, trailingPrice } = lane;
  if (tradable(lane, heldQuantity(holding.position)) === 0n) return false;
  return (
    config.risk.stopLossFraction !== null ||
    bracket?.stopLoss !== undefined ||
    !Number.isNaN(trailingPrice) ||
    trailsAtVenue(lane)
  );
}

function hasStop(engine: EngineContext, { config }: BotLane): boolean {
  return engine.execution.openOrdersOf(config.id).some(({ order, state, leaving }) => {
    return state === 'working' && !leaving && (order.purpose === 'stop' || order.purpose === 'trailing');
  });
}
