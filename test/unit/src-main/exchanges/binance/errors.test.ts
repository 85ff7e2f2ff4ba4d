import { describe, expect, it } from 'vitest';
import {
  failureOf,
  meaningOf,
  placeAnswerOf,
  type RefusedReply,
} from '../../../../../src-main/exchanges/binance/errors.ts';

const reply = (status: number, code?: number, message = 'words'): RefusedReply => ({
  status,
  refusal: code === undefined ? undefined : { code, message },
  retryAfterMs: 0,
});

describe('what becomes of an order', () => {
  it.each([
    [400, -1013, 'Filter failure: LOT_SIZE'],
    [400, -1100, 'Illegal characters found in parameter'],
    [400, -1102, 'Mandatory parameter'],
    [400, -1111, 'Precision is over the maximum defined for this asset.'],
    [400, -1121, 'Invalid symbol.'],
    [400, -1022, 'Signature for this request is not valid.'],
    [400, -2010, 'Account has insufficient balance for requested action.'],
    [400, -2010, 'Order would immediately match and take.'],
    [400, -2010, 'Market is closed.'],
    [401, -2014, 'API-key format invalid.'],
    [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  ])('%i %i (%s) is refused, and says why', (status, code, message) => {
    expect(placeAnswerOf(reply(status, code, message))).toEqual({ kind: 'refused', reason: `${code} ${message}` });
  });

  it('an order that is open already exists', () => {
    expect(placeAnswerOf(reply(400, -2010, 'Duplicate order sent.')).kind).toBe('exists');
  });

  it.each([
    [400, -1021],
    [429, -1003],
    [418, -1003],
    [429, undefined],
    [418, undefined],
  ])('%i %s was not placed', (status, code) => {
    expect(placeAnswerOf(reply(status, code)).kind).toBe('notPlaced');
  });

  it('too many orders wait for the next window at least', () => {
    expect(placeAnswerOf(reply(429, -1015))).toMatchObject({ kind: 'notPlaced', retryAfterMs: 10_000 });
    expect(placeAnswerOf({ ...reply(429, -1015), retryAfterMs: 30_000 })).toMatchObject({ retryAfterMs: 30_000 });
  });

  it.each([
    [500, undefined],
    [502, undefined],
    [503, -1007],
    [503, -1008],
    [400, -1006],
    [400, -1007],
    [400, -1008],
    [400, -1000],
    [400, -1001],
    [400, -9999],
    [403, undefined],
    [404, undefined],
    [400, -2013],
  ])('%i %s leaves it unknown', (status, code) => {
    expect(placeAnswerOf(reply(status, code)).kind).toBe('unknown');
  });

  it('a 5xx is unknown whatever its code', () => {
    for (const code of [-1013, -2010, -1021, -1003]) expect(placeAnswerOf(reply(500, code)).kind).toBe('unknown');
  });
});

describe('what a request that asks fails with', () => {
  it.each([
    [503, -1007, 'exchangeFailed'],
    [502, undefined, 'exchangeFailed'],
    [401, -2015, 'authenticationFailed'],
    [400, -1022, 'authenticationFailed'],
    [400, -1021, 'clockInDoubt'],
    [429, -1003, 'rateLimited'],
    [418, -1003, 'rateLimited'],
    [400, -1121, 'exchangeRefused'],
    [403, undefined, 'replyUnreadable'],
  ])('%i %s: %s', (status, code, expected) => {
    const outcome = failureOf('GET /x', reply(status, code));
    expect(outcome).toMatchObject({ ok: false, error: { code: expected } });
  });

  it('names the request and the exchange’s own code', () => {
    expect(failureOf('GET /x', reply(400, -1121, 'Invalid symbol.'))).toMatchObject({
      error: { message: 'GET /x: -1121 Invalid symbol.', details: { status: 400, venueCode: -1121 } },
    });
  });
});

it('codes of lookups and cancels keep their meaning', () => {
  expect(meaningOf(reply(400, -2013))).toBe('noSuchOrder');
  expect(meaningOf(reply(400, -2011))).toBe('notOpen');
  expect(meaningOf(reply(400, -2026))).toBe('archived');
});
