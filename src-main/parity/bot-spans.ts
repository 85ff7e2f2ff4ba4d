import type { BotConfig, BotState } from '../model/bot.ts';
import type { TimestampMs } from '../model/time.ts';

/** A change of a bot as the journal keeps it, oldest first. */
export type BotChange = {
  readonly config: BotConfig;
  readonly event: 'saved' | 'removed';
  readonly state: BotState;
  readonly timeMs: TimestampMs;
};

/** A span in which a bot ran with one set of settings. */
export type BotSpan = { readonly config: BotConfig; readonly fromMs: TimestampMs; readonly toMs: TimestampMs };

/**
 * When a bot ran, and how it was set up then. A run ends with the next change; one that ended with the program itself is
 * noticed only at the next start, so it ends at the last moment something is known to have run (`aliveUntil` of a moment).
 */
export function botSpans(
  changes: readonly BotChange[],
  botId: string,
  { nowMs, aliveUntil }: { readonly nowMs: TimestampMs; readonly aliveUntil: (timeMs: TimestampMs) => TimestampMs },
): readonly BotSpan[] {
  const ofBot = changes.filter(({ config }) => config.id === botId);
  return ofBot.flatMap(({ config, event, state, timeMs: fromMs }, index) => {
    if (event !== 'saved' || state !== 'running') return [];
    const next = ofBot[index + 1];
    const endMs = next === undefined ? nowMs : next.state === 'interrupted' ? aliveUntil(next.timeMs) : next.timeMs;
    return endMs > fromMs ? [{ config, fromMs, toMs: endMs }] : [];
  });
}
