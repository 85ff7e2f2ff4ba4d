import type { Candle, CandleColumns } from '../model/candle.ts';
import { cancelEntries } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';
import type { RegimeModel } from './ports/regime-model.ts';
import { SHIPPED_REGIME_MODEL } from './regime/regime-model.ts';
import { hasRegime, RegimeTracker } from './regime/regime-tracker.ts';

export function regimeModelOf({ ports }: EngineContext): RegimeModel {
  return ports.regimeModel ?? SHIPPED_REGIME_MODEL;
}

/** The regime as of the past; null for a bot that does not go by it. */
export function beginRegime(engine: EngineContext, lane: BotLane, bars: CandleColumns): RegimeTracker | null {
  if (!hasRegime(lane)) return null;
  const tracker = new RegimeTracker(regimeModelOf(engine), lane.config.interval);
  tracker.takeAll(bars);
  return tracker;
}

/** indicators ▶ regime. What rests is taken back where nothing may be entered any more. */
export function takeRegime(engine: EngineContext, lane: BotLane, tracker: RegimeTracker, candle: Candle): void {
  if (!tracker.take(candle)) return;
  tellRegime(engine, lane);
  const allowed = lane.config.regimes?.allowed;
  if (allowed !== undefined && tracker.current !== null && !allowed.includes(tracker.current)) {
    cancelEntries(engine, lane);
  }
}

/** Nothing to tell before it is known. */
export function tellRegime(engine: EngineContext, lane: BotLane): void {
  const { current = null, sinceMs = Number.NaN } = lane.running?.regime ?? {};
  if (current === null) return;
  const timeMs = engine.ports.clock.nowMs();
  engine.facts.emit({ kind: 'regime', botId: lane.config.id, regime: current, sinceMs, timeMs });
}
