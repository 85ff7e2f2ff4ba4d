import { z } from 'zod';
import { LOG_AREAS, LOG_LEVELS } from '../../src-main/base/log-kinds.ts';

/** The most characters of an exported log: all lines that a window holds. */
const MOST_EXPORTED = 100_000_000;

/** A line of the log. */
export const logEntryView = z.strictObject({
  /** Where it begins among all bytes of the log: its name, and its order. */
  position: z.number().int(),
  timeMs: z.number().int(),
  level: z.enum(LOG_LEVELS),
  area: z.enum(LOG_AREAS),
  botId: z.string().nullable(),
  message: z.string(),
  /** All other fields as JSON; empty where there are none. */
  detail: z.string(),
});
export type LogEntryView = z.infer<typeof logEntryView>;
export type LogLevelView = LogEntryView['level'];
export type LogAreaView = LogEntryView['area'];

/** Some hundreds of lines, oldest first, and where they lie. */
export const logPageView = z.strictObject({
  entries: z.array(logEntryView).readonly(),
  from: z.number().int(),
  to: z.number().int(),
  /** Nothing lies beyond it that way, as yet. */
  isLast: z.boolean(),
  /** What was asked for is gone: the log keeps only so much. */
  hasGap: z.boolean(),
});
export type LogPageView = z.infer<typeof logPageView>;

export const LOG_CHANNELS = {
  /** The newest lines before a position (null: of the end), or the oldest from one on. */
  'log.read': {
    kind: 'query',
    input: z.discriminatedUnion('direction', [
      z.strictObject({ direction: z.literal('older'), before: z.number().int().nullable() }),
      z.strictObject({ direction: z.literal('newer'), from: z.number().int() }),
    ]),
    output: logPageView,
  },
  /** Where to is asked by the main side; null when the person chose nowhere. */
  'log.export': {
    kind: 'command',
    input: z.strictObject({ format: z.enum(['txt', 'jsonl']), content: z.string().max(MOST_EXPORTED) }),
    output: z.strictObject({ fileName: z.string().nullable() }),
  },
  /** In the system's own file manager. */
  'log.openFolder': { kind: 'command', input: z.strictObject({}), output: z.strictObject({}) },
} as const;
