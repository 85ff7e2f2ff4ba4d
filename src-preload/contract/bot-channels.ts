import { z } from 'zod';
import { botConfigView, shortText } from './views.ts';

const nothing = z.strictObject({});
const bot = z.strictObject({ botId: shortText });

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
  'bots.save': { kind: 'command', input: botConfigView, output: nothing },
  'bots.remove': { kind: 'command', input: bot, output: nothing },
  'bots.start': { kind: 'command', input: bot, output: nothing },
  'bots.stop': { kind: 'command', input: bot, output: nothing },
} as const;
