import type { Log } from '../engine/ports/log.ts';
import type { Trading } from './trading.ts';

/** Own strategies are checked before they run: their bots come later. */
export function resumeBots({ engine }: Trading, log: Log, isMeant: (strategyId: string) => boolean): void {
  for (const { config, state } of engine.snapshot().bots) {
    if (state !== 'interrupted' || !isMeant(config.strategyId)) continue;
    const refusal = engine.command({ kind: 'startBot', botId: config.id });
    if (refusal !== null) log.warn('a bot was not resumed', { botId: config.id, reason: refusal });
  }
}

/** A clean stop is not a crash: bots come back stopped. What protects their positions rests on. */
export function stopBots({ engine }: Trading): void {
  for (const { config, state } of engine.snapshot().bots) {
    if (state === 'running') engine.command({ kind: 'stopBot', botId: config.id });
  }
}
