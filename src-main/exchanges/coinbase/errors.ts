import { type Failure, fail, type Outcome } from '../../base/outcome.ts';
import { NOT_SENT_CODES } from '../../resilience/transport.ts';
import { type Json, objectsIn, textIn } from './parse.ts';

/**
 * Why an order was not placed, in answers that came with `success: false` or with a 4xx: all of them are said before the
 * order reaches the book. Whatever is not here and does not begin with PREVIEW_ is taken as unknown.
 */
const REFUSALS: ReadonlySet<string> = new Set([
  'BREACHED_RISK_LIMIT',
  'COMMANDER_REJECTED_NEW_ORDER',
  'COMPLIANCE_PURCHASE_LIMIT_EXCEEDED',
  'FOK_DISABLED',
  'GEOFENCING_RESTRICTION',
  'INELIGIBLE_PAIR',
  'INSUFFICIENT_FUND',
  'INSUFFICIENT_FUNDS',
  'INVALID_ARGUMENT',
  'INVALID_LEDGER_BALANCE',
  'INVALID_LIMIT_PRICE',
  'INVALID_LIMIT_PRICE_POST_ONLY',
  'INVALID_NO_LIQUIDITY',
  'INVALID_PRICE_PRECISION',
  'INVALID_PRODUCT_ID',
  'INVALID_REQUEST',
  'INVALID_SIDE',
  'INVALID_SIZE_PRECISION',
  'LIMIT_PRICE_TOO_FAR_FROM_MARKET',
  'MAX_DAILY_VOLUME_NOTIONAL_BREACHED',
  'MISSING_MARKET_TRADE_DATA',
  'MISSING_PRODUCT_PRICE_BOOK',
  'NOT_ALLOWED_BY_MARKET_STATE',
  'ORDER_ENTRY_DISABLED',
  'PERMISSION_DENIED',
  'PRODUCT_TRADING_HALTED',
  'STOP_TRIGGER_PRICE_OUT_OF_BOUNDS',
  'UNSUPPORTED_ORDER_CONFIGURATION',
  'UNTRADABLE_PRODUCT',
]);

/** An order under this client id is known: either word means that it exists. */
const DUPLICATES: ReadonlySet<string> = new Set(['DUPLICATE_CLIENT_ORDER_ID', 'PREVIEW_DUPLICATE_CLIENT_ORDER_ID']);

/** Reasons of a cancel that found nothing to cancel. */
const NOT_OPEN: ReadonlySet<string> = new Set(['UNKNOWN_CANCEL_ORDER', 'ORDER_IS_FULLY_FILLED']);

export type RefusalKind = 'refused' | 'exists' | 'unknown';

export function kindOfRefusal(reason: string): RefusalKind {
  if (DUPLICATES.has(reason)) return 'exists';
  return REFUSALS.has(reason) || reason.startsWith('PREVIEW_') ? 'refused' : 'unknown';
}

/** `asked`: a cancel of that order is under way. */
export function kindOfCancelRefusal(reason: string): 'notOpen' | 'asked' | 'unknown' {
  if (NOT_OPEN.has(reason)) return 'notOpen';
  return reason === 'DUPLICATE_CANCEL_REQUEST' ? 'asked' : 'unknown';
}

const REASON_FIELDS = ['new_order_failure_reason', 'preview_failure_reason', 'error'] as const;
const NO_REASON = /^(UNKNOWN(_|$)|CREATE_ORDER_UNKNOWN)/;

/** The most telling of the reasons an error body names: those that say they do not know come last. */
export function reasonIn(body: Json): string {
  const found = REASON_FIELDS.map((name) => textIn(body, name)).filter((text) => text !== undefined);
  return found.find((text) => !NO_REASON.test(text)) ?? found[0] ?? 'no reason given';
}

/** What a person reads of an error body: its reason and message, or the ids of `errors`. */
export function describeBody(body: Json | undefined): string {
  if (body === undefined) return 'its body cannot be read';
  const ids = objectsIn(body, 'errors').map(
    (error) => `${textIn(error, 'id') ?? ''} ${textIn(error, 'message') ?? ''}`,
  );
  const texts = ids.length > 0 ? ids : [reasonIn(body), textIn(body, 'message') ?? textIn(body, 'error_details') ?? ''];
  return withoutSecrets(texts.join(': ').trim()).slice(0, 300);
}

/** Texts of the exchange may echo what we sent: a token in them would be one of ours. */
export function withoutSecrets(text: string): string {
  return text.replace(/eyJ[\w-]+(\.[\w-]*)*/g, '[token]').replace(/-----BEGIN[\s\S]*/g, '[key]');
}

/**
 * A reply that is no success. 429 proves that nothing was done, as not having been sent does; 5xx proves nothing.
 * `details.status` is the HTTP status.
 */
export function failureOfStatus(status: number, body: Json | undefined, what: string): Outcome<never> {
  const details = { status, reason: body === undefined ? '' : withoutSecrets(reasonIn(body)) };
  const message = `${what} was answered with HTTP ${status}`;
  if (status === 429) return fail('rateLimited', `${message}: too many requests`, details);
  if (status === 401 || status === 403) {
    return fail('authenticationFailed', `${message}: the key is not valid, lacks a permission or an address`, details);
  }
  if (status >= 400 && status < 500 && status !== 408) {
    return fail('exchangeRefused', `${message}: ${describeBody(body)}`, details);
  }
  return fail('exchangeFailed', `${message}: ${describeBody(body)}`, details);
}

/** Nothing of the request can have had an effect. */
export function provesNotDone({ code, details }: Failure): boolean {
  return (NOT_SENT_CODES as readonly string[]).includes(code) || details?.sent === false;
}
