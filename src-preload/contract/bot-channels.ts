import { z } from 'zod';
import { promotionOverride } from './promotion-views.ts';
import { botConfigView, decisionView, shortText, timeMs } from './views.ts';

const nothing = z.strictObject({});
const bot = z.strictObject({ botId: shortText });

export const configVersionView = z.strictObject({
  config: botConfigView,
  timeMs,
  /** null where the newest part of the audit does not say. */
  by: z.enum(['person']).nullable(),
  /** The paper bot it was promoted from, and what was overridden; null for every other version. */
  promotion: z
    .strictObject({ botId: z.string(), name: z.string(), overrides: z.array(promotionOverride).readonly() })
    .nullable(),
});
export type ConfigVersionView = z.infer<typeof configVersionView>;

/** The channels about bots, as `channels.ts` has all of them. */
export const BOT_CHANNELS = {
  'bots.results': {
    kind: 'query',
    input: nothing,
    /** What the latest closed trades of each bot made, quote asset after fees, oldest first, at most 40 a bot. */
    output: z.strictObject({
      results: z.array(z.strictObject({ botId: z.string(), profits: z.array(z.number()).readonly() })).readonly(),
    }),
  },
  'bots.decisions': {
    kind: 'query',
    input: bot,
    /** Since the app began, oldest first, at most 300. */
    output: z.strictObject({ decisions: z.array(decisionView).readonly() }),
  },
  'bots.versions': {
    kind: 'query',
    input: bot,
    /** Its settings as they were, each until the next, oldest first, at most the newest 100. */
    output: z.strictObject({ versions: z.array(configVersionView).readonly() }),
  },
  'bots.save': { kind: 'command', input: botConfigView, output: nothing },
  'bots.remove': { kind: 'command', input: bot, output: nothing },
  'bots.start': { kind: 'command', input: bot, output: nothing },
  'bots.stop': { kind: 'command', input: bot, output: nothing },
} as const;
