import type { ErrorCode } from '../../base/error-codes.ts';
import type { Failure, Outcome } from '../../base/outcome.ts';
import { fail } from '../../base/outcome.ts';
import { NOT_SENT_CODES } from '../../resilience/transport.ts';
import type { CancelAnswer, PlaceAnswer } from '../connection/order-protocol.ts';
import { LOCKOUT_MS, ORDER_RATE_PAUSE_MS, RATE_PAUSE_MS, RETRY_SOON_MS } from './limits.ts';

/** Why a request has no result. */
export type RestProblem =
  /** Nothing came back; the failure's code says whether anything left. */
  | { readonly kind: 'noReply'; readonly failure: Failure }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs: number | null }
  /** Kraken's own words, at least one, such as `EOrder:Insufficient funds`. */
  | { readonly kind: 'errors'; readonly errors: readonly string[] }
  | { readonly kind: 'unreadable'; readonly expected: string };

/**
 * What a word means. `refused`: read and certainly without effect. `limit`, `lockout`, `orderLimit`, `nonce`: refused at the
 * door, may be sent again. `unknown`: nobody can tell whether it had an effect.
 */
type Meaning =
  | 'refused'
  | 'badKey'
  | 'nonce'
  | 'limit'
  | 'lockout'
  | 'orderLimit'
  | 'noSuchOrder'
  | 'exists'
  | 'unknown';

/** The first that fits counts. `EService:Market in … mode` is a refusal, every other `EService` may come after the fact. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [/^EAPI:Invalid nonce/, 'nonce'],
  [/^EAPI:Rate limit|^E(General|Auth):Too many requests|^EService:\s*Throttled/, 'limit'],
  [/^EGeneral:Temporary lockout/, 'lockout'],
  [/^EOrder:(Domain )?rate limit/i, 'orderLimit'],
  [/^EAPI:(Invalid (key|signature)|Bad request)|^EGeneral:Permission denied|^EAuth:|^EAccount:/, 'badKey'],
  [/^EOrder:Unknown order|^EOrder:Invalid order$/, 'noSuchOrder'],
  [
    /(cl_ord_id|client order id).*(duplicate|in use|exist|unique)|(duplicate|existing).*(cl_ord_id|client order id)/i,
    'exists',
  ],
  [/^EService:Market in/, 'refused'],
  [/^EOrder:|^EQuery:|^EAPI:|^EGeneral:(Invalid arguments|Unknown method)/, 'refused'],
];

export function meaningOf(error: string): Meaning {
  return MEANINGS.find(([pattern]) => pattern.test(error))?.[1] ?? 'unknown';
}

/** Of several words the least certain counts: one doubt is enough. */
function meaningOfAll(errors: readonly string[]): Meaning {
  const meanings = errors.map(meaningOf);
  return meanings.includes('unknown') ? 'unknown' : (meanings[0] ?? 'unknown');
}

const CODES: Readonly<Record<Meaning, ErrorCode>> = {
  refused: 'exchangeRefused',
  noSuchOrder: 'exchangeRefused',
  exists: 'exchangeRefused',
  badKey: 'authenticationFailed',
  nonce: 'authenticationFailed',
  limit: 'rateLimited',
  lockout: 'rateLimited',
  orderLimit: 'rateLimited',
  unknown: 'exchangeFailed',
};

const NONCE_HINT =
  ' (the key is used by another program as well, or the clock was set back: give this program a key of its own)';

export function describeProblem(problem: RestProblem): string {
  switch (problem.kind) {
    case 'noReply':
      return problem.failure.message;
    case 'status':
      return `HTTP ${problem.status}`;
    case 'errors':
      return problem.errors.join(', ') + (meaningOfAll(problem.errors) === 'nonce' ? NONCE_HINT : '');
    case 'unreadable':
      return `a reply that is not ${problem.expected}`;
  }
}

/** The failure of a request that only asks. `what` names it. */
export function failureOf(what: string, problem: RestProblem): Outcome<never> {
  if (problem.kind === 'noReply') return { ok: false, error: problem.failure };
  const message = `${what}: ${describeProblem(problem)}`;
  if (problem.kind === 'errors') return fail(CODES[meaningOfAll(problem.errors)], message, { errors: problem.errors });
  if (problem.kind === 'unreadable') return fail('replyUnreadable', message);
  return fail(codeOfStatus(problem.status), message, { status: problem.status });
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 429) return 'rateLimited';
  if (status === 401 || status === 403) return 'authenticationFailed';
  return status >= 500 ? 'exchangeFailed' : 'exchangeRefused';
}

/** What became of an order that was not simply taken. */
export function placeAnswerOf(problem: RestProblem): PlaceAnswer {
  const reason = describeProblem(problem);
  if (neverLeft(problem)) return { kind: 'notPlaced', reason, retryAfterMs: RETRY_SOON_MS };
  if (problem.kind === 'status' && problem.status === 429) {
    return { kind: 'notPlaced', reason, retryAfterMs: problem.retryAfterMs ?? RATE_PAUSE_MS };
  }
  if (problem.kind !== 'errors') return { kind: 'unknown', reason };
  return answerOfMeaning(meaningOfAll(problem.errors), reason);
}

function answerOfMeaning(meaning: Meaning, reason: string): PlaceAnswer {
  switch (meaning) {
    case 'refused':
    case 'badKey':
    case 'noSuchOrder':
      return { kind: 'refused', reason };
    case 'exists':
      return { kind: 'exists', reason };
    case 'unknown':
      return { kind: 'unknown', reason };
    default:
      return { kind: 'notPlaced', reason, retryAfterMs: AGAIN_AFTER_MS[meaning] };
  }
}

const AGAIN_AFTER_MS = {
  nonce: RETRY_SOON_MS,
  limit: RATE_PAUSE_MS,
  lockout: LOCKOUT_MS,
  orderLimit: ORDER_RATE_PAUSE_MS,
} as const;

export function cancelAnswerOf(problem: RestProblem): CancelAnswer {
  const reason = describeProblem(problem);
  const isGone = problem.kind === 'errors' && meaningOfAll(problem.errors) === 'noSuchOrder';
  return isGone ? { kind: 'notOpen', reason } : { kind: 'unknown', reason };
}

export function isOrderLimit(problem: RestProblem): boolean {
  return problem.kind === 'errors' && meaningOfAll(problem.errors) === 'orderLimit';
}

function neverLeft(problem: RestProblem): boolean {
  return problem.kind === 'noReply' && (NOT_SENT_CODES as readonly string[]).includes(problem.failure.code);
}

/** How long Kraken wants to hear nothing, ms from now; null when its words ask for no silence. */
export function silenceMs(problem: RestProblem, nowMs: number): number | null {
  if (problem.kind !== 'errors') return null;
  const meaning = meaningOfAll(problem.errors);
  if (meaning === 'lockout') return LOCKOUT_MS;
  return meaning === 'limit' ? (throttledMs(problem.errors, nowMs) ?? RATE_PAUSE_MS) : null;
}

/** `EService: Throttled: 1700000000` names the second from which on it listens again. */
function throttledMs(errors: readonly string[], nowMs: number): number | null {
  const seconds = /Throttled:\s*(\d{9,11})/.exec(errors.join(' '))?.[1];
  return seconds === undefined ? null : Math.max(RETRY_SOON_MS, Number(seconds) * 1000 - nowMs);
}
