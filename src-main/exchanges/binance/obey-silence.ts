import type { TransportReply } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { Refusal } from './errors.ts';
import { PAUSE_WITHOUT_WORD_MS } from './limits.ts';

/** A ban lasts three days at most: a later time is not the exchange's. */
const LONGEST_PAUSE_MS = 4 * 24 * 3_600_000;
const ORDER_COUNT = -1015;

/** Stops all requests for as long as a reply asks for silence (429, 418), and says how long that is; 0 for other replies. */
export function obeySilence(
  { transport, timers }: ProtocolParts,
  { status, header }: TransportReply,
  refusal: Refusal | undefined,
): number {
  if (status !== 429 && status !== 418) return 0;
  const nowMs = timers.nowMs();
  const askedMs = Math.max(retryAfterMs(header('retry-after')), banLeftMs(refusal, nowMs));
  // Too many orders says nothing of other requests: cancels must still go out.
  if (askedMs === 0 && refusal?.code === ORDER_COUNT) return 0;
  const fallbackMs = status === 418 ? PAUSE_WITHOUT_WORD_MS.banned : PAUSE_WITHOUT_WORD_MS.tooMany;
  const pauseMs = Math.min(askedMs === 0 ? fallbackMs : askedMs, LONGEST_PAUSE_MS);
  transport.pauseUntil(nowMs + pauseMs, `HTTP ${status}${refusal === undefined ? '' : ` (${refusal.code})`}`);
  return pauseMs;
}

function retryAfterMs(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : 0;
}

/** `… IP banned until 1700000000000 …` */
function banLeftMs(refusal: Refusal | undefined, nowMs: number): number {
  const untilMs = Number(/banned until (\d{13})/.exec(refusal?.message ?? '')?.[1] ?? 0);
  return Math.max(0, untilMs - nowMs);
}
