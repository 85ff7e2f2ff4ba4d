import { cancelEntries } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';

/** Stops one bot for good. What it holds stays, protected; what it still wanted to enter does not. */
export function failBot(engine: EngineContext, lane: BotLane, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  cancelEntries(engine, lane);
  lane.state = 'failed';
  lane.reason = reason;
  endRun(lane);
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.recordBot(lane.config, 'failed', timeMs);
  engine.ports.log.error('a bot failed and was stopped', { botId: lane.config.id, reason });
  engine.facts.emit({ kind: 'bot', config: lane.config, state: 'failed', reason, timeMs });
}

/** A bot has no run any more: what works for it elsewhere ends with it, and bars that waited for it are not judged. */
export function endRun(lane: BotLane): void {
  lane.running?.remote?.stop();
  lane.running = null;
  lane.waiting = [];
}
