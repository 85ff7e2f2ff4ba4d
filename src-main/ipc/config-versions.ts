import type { BotConfig } from '../model/bot.ts';
import type { TimestampMs } from '../model/time.ts';

/** A bot's settings from a moment on, until the next version. */
export type ConfigVersion = {
  readonly config: BotConfig;
  readonly timeMs: TimestampMs;
  /** A person by the window; null where the audit that is read does not say. */
  readonly by: 'person' | null;
};

type HistoryRow = Pick<ConfigVersion, 'config' | 'timeMs'> & { readonly event: 'saved' | 'removed' };
type AuditRow = {
  readonly timeMs: TimestampMs;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Of the rows of one bot, those that changed its settings; a start or a stop is no version. Oldest first. */
export function versionsOf(history: readonly HistoryRow[], audit: readonly AuditRow[]): readonly ConfigVersion[] {
  const saved = history.filter(({ event }) => event === 'saved');
  const changed = saved.filter(
    ({ config }, index) => index === 0 || JSON.stringify(config) !== JSON.stringify(saved[index - 1]?.config),
  );
  return changed.map(({ config, timeMs }, index) => {
    const untilMs = changed[index + 1]?.timeMs ?? Number.POSITIVE_INFINITY;
    // The audit notes a call after it was answered: never before the version it made, never after the next one.
    const isByPerson = audit.some((row) => row.timeMs >= timeMs && row.timeMs <= untilMs && saves(row, config.id));
    return { config, timeMs, by: isByPerson ? 'person' : null };
  });
}

function saves({ action, detail }: AuditRow, botId: string): boolean {
  const input = detail.input as { readonly id?: unknown } | undefined;
  return action === 'bots.save' && detail.result === 'ok' && input?.id === botId;
}
