import type { ReplyHead } from './http-request.ts';

/** A ban without a word on its length. */
const BAN_MS = 120_000;
/** A "too many" without a word on how long to wait: first so long, then twice as long each time in a row. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/**
 * How long a reply asks us to send nothing, ms; null when it asks for nothing. `inRow` counts replies of this kind before
 * it without any other between them.
 */
export function askedPauseMs(reply: ReplyHead, inRow: number, nowMs: number): number | null {
  const { status } = reply;
  const toldMs = retryAfterMs(reply, nowMs);
  if (status === 503) return toldMs;
  if (status !== 429 && status !== 418) return null;
  if (toldMs !== null) return toldMs;
  return status === 418 ? BAN_MS : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** inRow);
}

/** Seconds, or a date: that by the exchange's own clock where its reply shows it. */
function retryAfterMs({ header }: ReplyHead, nowMs: number): number | null {
  const text = header('retry-after')?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const untilMs = Date.parse(text);
  if (Number.isNaN(untilMs)) return null;
  const sentMs = Date.parse(header('date') ?? '');
  return Math.max(0, untilMs - (Number.isNaN(sentMs) ? nowMs : sentMs));
}
