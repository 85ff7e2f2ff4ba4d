import { z } from 'zod';
import type { RawRecord } from '../../resilience/transport.ts';

/** First line of every file of a tape. */
const headerSchema = z.object({
  tape: z.literal(1),
  exchange: z.string(),
  urls: z.object({ rest: z.string(), stream: z.string(), userStream: z.string() }),
  /** When the recording began; the same in all parts. */
  startedMs: z.number(),
  /** 1 for the first file of a recording. */
  part: z.number().int().min(1),
});
export type TapeHeader = z.infer<typeof headerSchema>;

const timeMs = z.number();
const recordSchema = z.union([
  z.object({ kind: z.literal('frame'), socket: z.string(), timeMs, text: z.string() }),
  z.object({ kind: z.enum(['open', 'break']), socket: z.string(), timeMs }),
  z.object({ kind: z.literal('reply'), request: z.string(), status: z.number(), timeMs, text: z.string() }),
]);

export function toLine(value: TapeHeader | RawRecord): string {
  return `${JSON.stringify(value)}\n`;
}

/** Last line of every file that was ended as it should be. */
export const END_LINE = '{"end":true}';

/** Undefined when the line is none, as at a tear. */
export function headerOfLine(line: string): TapeHeader | undefined {
  return parseWith(line, (value) => headerSchema.safeParse(value).data);
}

export function recordOfLine(line: string): RawRecord | undefined {
  return parseWith(line, (value) => recordSchema.safeParse(value).data);
}

function parseWith<T>(line: string, parse: (value: unknown) => T): T | undefined {
  try {
    return parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Addresses as a tape may show them: a name and password or a token in one is nobody's business. */
export function plainUrls(urls: TapeHeader['urls']): TapeHeader['urls'] {
  return { rest: plainUrl(urls.rest), stream: plainUrl(urls.stream), userStream: plainUrl(urls.userStream) };
}

function plainUrl(text: string): string {
  if (!URL.canParse(text)) return '';
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

export const TAPE_ENDING = '.tape.gz';

/** Where a part of a tape lies: the first under the tape's own name, the others numbered beside it. */
export function partPath(path: string, part: number): string {
  if (part === 1) return path;
  const stem = path.endsWith(TAPE_ENDING) ? path.slice(0, -TAPE_ENDING.length) : path;
  return `${stem}.${part}${TAPE_ENDING}`;
}
