import type { PromotionRequest } from '../../src-preload/contract/promotion-views.ts';
import type { BotConfig } from '../model/bot.ts';
import type { TimestampMs } from '../model/time.ts';

/** A bot's settings from a moment on, until the next version. */
export type ConfigVersion = {
  readonly config: BotConfig;
  readonly timeMs: TimestampMs;
  /** A person by the window; null where the audit that is read does not say. */
  readonly by: 'person' | null;
  /** What made a paper bot this one; null for every other version. */
  readonly promotion: Promotion | null;
};

type Promotion = Pick<PromotionRequest, 'botId' | 'overrides'> & { readonly name: string };

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
    const between = audit.filter((row) => row.timeMs >= timeMs && row.timeMs <= untilMs);
    const promotion = index === 0 ? promotionOf(between, config.id) : null;
    const isByPerson = promotion !== null || between.some((row) => saves(row, config.id));
    return { config, timeMs, by: isByPerson ? 'person' : null, promotion };
  });
}

function saves({ action, detail }: AuditRow, botId: string): boolean {
  const input = detail.input as { readonly id?: unknown } | undefined;
  return action === 'bots.save' && detail.result === 'ok' && input?.id === botId;
}

function promotionOf(audit: readonly AuditRow[], botId: string): Promotion | null {
  const row = audit.find(({ action, detail }) => action === 'promotion.promote' && detail.newBotId === botId);
  if (row === undefined) return null;
  const {
    botId: fromId,
    fromName,
    overrides,
  } = row.detail as unknown as PromotionRequest & { readonly fromName: string };
  return { botId: fromId, name: fromName, overrides };
}
