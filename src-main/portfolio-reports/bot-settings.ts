import type { BotConfig } from '../model/bot.ts';
import type { TimestampMs } from '../model/time.ts';

/** A bot as it was set up from a moment on; removed ones too. */
export type BotSettingsEntry = { readonly config: BotConfig; readonly timeMs: TimestampMs };

/** The settings a bot had at a time; its first ones before that, undefined for a bot nobody ever saved. */
export function botSettingsAt(
  history: readonly BotSettingsEntry[],
  botId: string,
  timeMs: TimestampMs,
): BotConfig | undefined {
  const ofBot = history.filter(({ config }) => config.id === botId);
  return (ofBot.findLast((entry) => entry.timeMs <= timeMs) ?? ofBot[0])?.config;
}
