import type { BotLane, EngineContext } from './context.ts';
import { failBot } from './fail-bot.ts';
import type { Frame } from './indicators/frame.ts';
import { act } from './intents.ts';
import { explain } from './pipeline.ts';
import type { RemoteStrategy } from './ports/strategy-host.ts';
import { HOLD, type Intent } from './strategies/intent.ts';
import type { PositionView, StrategyRun } from './strategies/strategy.ts';

/** A strategy that runs elsewhere, as the pipeline sees it: it is told of each bar and wants nothing yet. */
export function remoteRun(remote: RemoteStrategy, frame: Frame, position: PositionView): StrategyRun {
  const { open, high, low, close, volume } = frame;
  return {
    decide() {
      const candle = {
        openTimeMs: frame.lastOpenMs,
        open: open.at(0),
        high: high.at(0),
        low: low.at(0),
        close: close.at(0),
        volume: volume.at(0),
      };
      const { side, quantity, averagePrice, entries, barsHeld } = position;
      remote.onBar(candle, { side, quantity, averagePrice, entries, barsHeld });
      return HOLD;
    },
  };
}

/** ▶ RISK ▶ execution, for a strategy that runs elsewhere and answers when it can. What a stopped one says is late. */
export function onIntents(engine: EngineContext, botId: string, intents: readonly Intent[]): void {
  const lane = laneOf(engine, botId);
  if (lane === undefined) return;
  if (engine.explainDecisions) explain(engine, lane, intents);
  act(engine, lane, intents);
}

export function onStrategyFailed(engine: EngineContext, botId: string, reason: string): void {
  const lane = laneOf(engine, botId);
  if (lane !== undefined) failBot(engine, lane, new Error(reason));
}

function laneOf(engine: EngineContext, botId: string): BotLane | undefined {
  const lane = engine.lanes.get(botId);
  return lane?.running?.remote == null ? undefined : lane;
}
