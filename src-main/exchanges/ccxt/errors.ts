import { type Failure, FailureError, fail, type Outcome, succeed } from '../../base/outcome.ts';
import { NOT_SENT_CODES } from '../../resilience/transport.ts';
import type { PlaceAnswer } from '../connection/order-protocol.ts';
import type { CallResult, Seen } from './call.ts';

type Thrown = { readonly error: unknown; readonly seen: Readonly<Seen> };

const LONGEST_REASON = 300;
const RETRY_AFTER_MS = 1000;
const LIMITED_RETRY_AFTER_MS = 5000;

/** Whether ccxt threw a class of that name, or one below it. By name: two copies of a class are the same to us. */
export function isCcxtError(error: unknown, ...names: readonly string[]): boolean {
  let prototype: unknown = error;
  while (typeof prototype === 'object' && prototype !== null) {
    const name = (prototype as { constructor?: { name?: string } }).constructor?.name;
    if (name !== undefined && names.includes(name)) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}

/** ccxt quotes whole requests: addresses are cut before their query, where keys and signatures stand. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const cut = text
    .replace(/((?:https?|wss?):\/\/[^\s?]+)\?\S*/g, '$1')
    .replace(/[?&]?\b[\w-]*(signature|sign|key|secret|token|passphrase)=\S+/gi, '');
  return cut.length > LONGEST_REASON ? `${cut.slice(0, LONGEST_REASON)}…` : cut;
}

const CODES: readonly (readonly [name: string, code: Failure['code']])[] = [
  ['AuthenticationError', 'authenticationFailed'],
  ['RateLimitExceeded', 'rateLimited'],
  ['DDoSProtection', 'rateLimited'],
  ['ChecksumError', 'replyUnreadable'],
  ['InvalidNonce', 'clockInDoubt'],
  ['RequestTimeout', 'timedOut'],
  ['ExchangeNotAvailable', 'exchangeFailed'],
  ['NetworkError', 'networkFailed'],
  ['BadResponse', 'replyUnreadable'],
  ['OperationFailed', 'exchangeFailed'],
  ['ExchangeError', 'exchangeRefused'],
];

/** The failure of a call that only asks. `what` names it. */
export function failureOf(what: string, { error, seen }: Thrown): Outcome<never> {
  if (error instanceof FailureError) return { ok: false, error: error.failure };
  const message = `${what}: ${reasonOf(error)}`;
  if (seen.status !== undefined && seen.status >= 500) return fail('exchangeFailed', message, { status: seen.status });
  const code = CODES.find(([name]) => isCcxtError(error, name))?.[1] ?? 'replyUnreadable';
  return fail(code, message, seen.status === undefined ? undefined : { status: seen.status });
}

/** The value of a call, or its failure. */
export function outcomeOfCall<T>(what: string, result: CallResult<T>): Outcome<T> {
  return result.ok ? succeed(result.value) : failureOf(what, result);
}

/** What became of an order that ccxt threw over. Only what proves that it is not in the book says so. */
export function placeAnswerOf({ error, seen }: Thrown): PlaceAnswer {
  if (error instanceof FailureError) return unanswered(error.failure);
  const reason = reasonOf(error);
  if (!seen.left) return unsent(error, reason);
  // Some classes call an HTTP 500 a plain ExchangeError: whatever it is called, nobody can tell.
  if (seen.status === undefined || seen.status >= 500) return { kind: 'unknown', reason };
  if (isDuplicate(error, reason)) return { kind: 'exists', reason };
  if (isCcxtError(error, 'RateLimitExceeded', 'DDoSProtection')) {
    return { kind: 'notPlaced', reason, retryAfterMs: LIMITED_RETRY_AFTER_MS };
  }
  if (isCcxtError(error, 'InvalidNonce') && !isCcxtError(error, 'ChecksumError')) {
    return { kind: 'notPlaced', reason, retryAfterMs: RETRY_AFTER_MS };
  }
  return isRefusal(error) ? { kind: 'refused', reason } : { kind: 'unknown', reason };
}

/** A class below ExchangeError is a code that ccxt knows; ExchangeError itself is one that it does not. */
const isRefusal = (error: unknown): boolean =>
  isCcxtError(error, 'ExchangeError') && (error as Error).constructor.name !== 'ExchangeError';

const isDuplicate = (error: unknown, reason: string): boolean =>
  isCcxtError(error, 'DuplicateOrderId') || (isCcxtError(error, 'ExchangeError') && /duplicat/i.test(reason));

/** Thrown before anything was sent: its parameters are at fault, or the machine. */
function unsent(error: unknown, reason: string): PlaceAnswer {
  if (isCcxtError(error, 'OperationFailed')) return { kind: 'notPlaced', reason, retryAfterMs: RETRY_AFTER_MS };
  return { kind: 'refused', reason };
}

function unanswered({ code, message, details }: Failure): PlaceAnswer {
  const isUnsent = details?.sent === false || NOT_SENT_CODES.some((known) => known === code);
  if (!isUnsent) return { kind: 'unknown', reason: message };
  return { kind: 'notPlaced', reason: message, retryAfterMs: RETRY_AFTER_MS };
}
