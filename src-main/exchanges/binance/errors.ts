import type { Outcome } from '../../base/outcome.ts';
import { fail } from '../../base/outcome.ts';
import type { PlaceAnswer } from '../connection/order-protocol.ts';
import { ORDER_COUNT_PAUSE_MS } from './limits.ts';

/** The exchange's own words for a refusal. */
export type Refusal = { readonly code: number; readonly message: string };

/** An answer as far as its meaning goes; `refusal` undefined when the body holds none. */
export type RefusedReply = {
  readonly status: number;
  readonly refusal: Refusal | undefined;
  /** How long to be silent, from the exchange's word; 0 when it asks for none. */
  readonly retryAfterMs: number;
};

/**
 * What a code means for a request. `refused`: read and certainly without effect. `limit`, `orderLimit`, `clock`: refused before
 * matching, may be sent again. `unknown`: nobody can tell, as for every code that is not in the table.
 */
type Meaning =
  | 'refused'
  | 'badKey'
  | 'clock'
  | 'limit'
  | 'orderLimit'
  | 'noSuchOrder'
  | 'notOpen'
  | 'archived'
  | 'unknown';

const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1000, 'unknown'],
  [-1001, 'unknown'],
  [-1002, 'badKey'],
  [-1003, 'limit'],
  [-1006, 'unknown'],
  [-1007, 'unknown'],
  [-1008, 'unknown'],
  [-1013, 'refused'],
  [-1014, 'refused'],
  [-1015, 'orderLimit'],
  [-1020, 'refused'],
  [-1021, 'clock'],
  [-1022, 'badKey'],
  [-2010, 'refused'],
  [-2011, 'notOpen'],
  [-2013, 'noSuchOrder'],
  [-2014, 'badKey'],
  [-2015, 'badKey'],
  [-2026, 'archived'],
  [-2039, 'refused'],
]);

/** -1100 to -1199 say what is wrong with a parameter: never sent on. */
const isParameterCode = (code: number): boolean => code <= -1100 && code > -1200;

export function meaningOf({ status, refusal }: RefusedReply): Meaning {
  if (status >= 500) return 'unknown';
  if (status === 418) return 'limit';
  if (refusal === undefined) return status === 429 ? 'limit' : 'unknown';
  const known = MEANINGS.get(refusal.code);
  if (known !== undefined) return known;
  if (isParameterCode(refusal.code)) return 'refused';
  return status === 429 ? 'limit' : 'unknown';
}

/** `-2010 Duplicate order sent.`, or the status when the exchange gave no words. */
export function describe({ status, refusal }: RefusedReply): string {
  return refusal === undefined ? `HTTP ${status} without a readable reason` : `${refusal.code} ${refusal.message}`;
}

/** What became of an order whose answer was no 2xx. */
export function placeAnswerOf(reply: RefusedReply): PlaceAnswer {
  const reason = describe(reply);
  const meaning = meaningOf(reply);
  switch (meaning) {
    case 'refused':
      return isDuplicate(reply.refusal) ? { kind: 'exists', reason } : { kind: 'refused', reason };
    case 'badKey':
      return { kind: 'refused', reason };
    case 'limit':
    case 'clock':
      return { kind: 'notPlaced', reason, retryAfterMs: reply.retryAfterMs };
    case 'orderLimit':
      return { kind: 'notPlaced', reason, retryAfterMs: Math.max(reply.retryAfterMs, ORDER_COUNT_PAUSE_MS) };
    default:
      return { kind: 'unknown', reason };
  }
}

const isDuplicate = (refusal: Refusal | undefined): boolean =>
  refusal?.code === -2010 && /duplicate order/i.test(refusal.message);

/** The failure of a request that only asks. `what` names it. */
export function failureOf(what: string, reply: RefusedReply): Outcome<never> {
  const message = `${what}: ${describe(reply)}`;
  const details = { status: reply.status, ...(reply.refusal === undefined ? {} : { venueCode: reply.refusal.code }) };
  const meaning = meaningOf(reply);
  if (reply.status >= 500) return fail('exchangeFailed', message, details);
  if (meaning === 'badKey') return fail('authenticationFailed', message, details);
  if (meaning === 'clock') return fail('clockInDoubt', message, details);
  if (meaning === 'limit' || meaning === 'orderLimit') return fail('rateLimited', message, details);
  return fail(reply.refusal === undefined ? 'replyUnreadable' : 'exchangeRefused', message, details);
}
