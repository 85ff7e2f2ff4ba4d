import { describe, expect, it } from 'vitest';
import * as ccxt from '../../../../../node_modules/ccxt/js/src/base/errors.js';
import { FailureError } from '../../../../../src-main/base/outcome.ts';
import type { Seen } from '../../../../../src-main/exchanges/ccxt/call.ts';
import { failureOf, isCcxtError, placeAnswerOf, reasonOf } from '../../../../../src-main/exchanges/ccxt/errors.ts';

const seen = (status: number | undefined, left = true): Seen => ({ left, status, dateMs: undefined });
const thrown = (name: string, status: number | undefined, message = 'somewhere said no', left = true) => {
  const ErrorClass = (ccxt as unknown as Record<string, new (message: string) => Error>)[name];
  if (ErrorClass === undefined) throw new Error(`ccxt has no ${name}`);
  return { error: new ErrorClass(message), seen: seen(status, left) };
};

describe('what became of an order that ccxt threw over', () => {
  it.each([
    ['InsufficientFunds', 400, 'refused'],
    ['InvalidOrder', 400, 'refused'],
    ['OrderImmediatelyFillable', 400, 'refused'],
    ['BadRequest', 400, 'refused'],
    ['BadSymbol', 200, 'refused'],
    ['MarketClosed', 400, 'refused'],
    ['AuthenticationError', 401, 'refused'],
    ['PermissionDenied', 403, 'refused'],
    ['NotSupported', 200, 'refused'],
    ['DuplicateOrderId', 400, 'exists'],
    ['RateLimitExceeded', 429, 'notPlaced'],
    ['DDoSProtection', 418, 'notPlaced'],
    ['InvalidNonce', 400, 'notPlaced'],
    // A code that ccxt does not know proves nothing.
    ['ExchangeError', 400, 'unknown'],
    ['ExchangeError', 200, 'unknown'],
    ['ChecksumError', 200, 'unknown'],
    ['OperationFailed', 400, 'unknown'],
    ['RequestTimeout', 408, 'unknown'],
    ['ExchangeNotAvailable', 403, 'unknown'],
    ['OnMaintenance', 200, 'unknown'],
    ['BadResponse', 200, 'unknown'],
    ['NullResponse', 200, 'unknown'],
    // Whatever it is called: after a 5xx nobody can tell.
    ['ExchangeError', 500, 'unknown'],
    ['InvalidOrder', 502, 'unknown'],
    ['InsufficientFunds', 503, 'unknown'],
    ['RateLimitExceeded', 503, 'unknown'],
    ['DuplicateOrderId', 500, 'unknown'],
    // No reply at all.
    ['NetworkError', undefined, 'unknown'],
    ['RequestTimeout', undefined, 'unknown'],
    ['InvalidOrder', undefined, 'unknown'],
  ])('%s at HTTP %s: %s', (name, status, kind) => {
    expect(placeAnswerOf(thrown(name, status)).kind).toBe(kind);
  });

  it('a duplicate that is told in words exists', () => {
    expect(placeAnswerOf(thrown('InvalidOrder', 400, 'x {"code":-2010,"msg":"Duplicate order sent."}')).kind).toBe(
      'exists',
    );
  });

  it('thrown before anything left: its parameters are refused, a failure may be tried again', () => {
    expect(placeAnswerOf(thrown('ArgumentsRequired', undefined, 'no symbol', false)).kind).toBe('refused');
    expect(placeAnswerOf(thrown('NetworkError', undefined, 'no way', false)).kind).toBe('notPlaced');
    expect(placeAnswerOf({ error: new TypeError('of undefined'), seen: seen(200) }).kind).toBe('unknown');
  });

  it.each([
    ['rateLimited', {}, 'notPlaced'],
    ['circuitOpen', {}, 'notPlaced'],
    ['cancelled', {}, 'notPlaced'],
    ['networkFailed', { sent: false }, 'notPlaced'],
    ['networkFailed', { sent: true }, 'unknown'],
    ['timedOut', { sent: true }, 'unknown'],
  ] as const)('a failure of our own way there: %s %j: %s', (code, details, kind) => {
    const error = new FailureError({ code, message: 'm', details });
    expect(placeAnswerOf({ error, seen: seen(undefined) }).kind).toBe(kind);
  });
});

describe('failures of questions', () => {
  it.each([
    ['AuthenticationError', 401, 'authenticationFailed'],
    ['RateLimitExceeded', 429, 'rateLimited'],
    ['InvalidNonce', 400, 'clockInDoubt'],
    ['RequestTimeout', 408, 'timedOut'],
    ['ExchangeNotAvailable', 404, 'exchangeFailed'],
    ['BadResponse', 200, 'replyUnreadable'],
    ['BadSymbol', 400, 'exchangeRefused'],
    ['ExchangeError', 502, 'exchangeFailed'],
  ])('%s at HTTP %d: %s', (name, status, code) => {
    expect(failureOf('fetchOrder', thrown(name, status))).toMatchObject({ ok: false, error: { code } });
  });

  it('knows a class by its name and by those above it', () => {
    const { error } = thrown('OrderNotFound', 400);
    expect(isCcxtError(error, 'InvalidOrder')).toBe(true);
    expect(isCcxtError(error, 'OperationFailed')).toBe(false);
    expect(isCcxtError('text', 'Error')).toBe(false);
  });
});

describe('what is said of an error', () => {
  it('quotes no query and no signature', () => {
    const message =
      'somewhere POST https://api.x.test/order?symbol=A&signature=canary1&apiKey=canary2 502 {"a":1} sign=canary3 secret=canary4';
    expect(reasonOf(new Error(message))).not.toMatch(/canary/);
    expect(reasonOf(new Error(message))).toContain('https://api.x.test/order');
  });

  it('is short', () => {
    expect(reasonOf(new Error('<html>'.repeat(1000))).length).toBeLessThan(310);
  });
});
