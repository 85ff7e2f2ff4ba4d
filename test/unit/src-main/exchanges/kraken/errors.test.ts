import { describe, expect, it } from 'vitest';
import {
  cancelAnswerOf,
  failureOf,
  meaningOf,
  placeAnswerOf,
  type RestProblem,
  silenceMs,
} from '../../../../../src-main/exchanges/kraken/errors.ts';

const words = (...errors: string[]): RestProblem => ({ kind: 'errors', errors });
const noReply = (code: 'timedOut' | 'networkFailed' | 'rateLimited' | 'circuitOpen'): RestProblem => ({
  kind: 'noReply',
  failure: { code, message: 'm' },
});

describe('what a word means', () => {
  it.each([
    ['EOrder:Insufficient funds', 'refused'],
    ['EOrder:Order minimum not met', 'refused'],
    ['EOrder:Tick size check failed', 'refused'],
    ['EGeneral:Invalid arguments', 'refused'],
    ['EGeneral:Invalid arguments:volume', 'refused'],
    ['EQuery:Unknown asset pair', 'refused'],
    ['EService:Market in post_only mode', 'refused'],
    ['EAPI:Invalid key', 'badKey'],
    ['EAPI:Invalid signature', 'badKey'],
    ['EGeneral:Permission denied', 'badKey'],
    ['EAPI:Invalid nonce', 'nonce'],
    ['EAPI:Rate limit exceeded', 'limit'],
    ['EGeneral:Too many requests', 'limit'],
    ['EService: Throttled: 1700000009', 'limit'],
    ['EGeneral:Temporary lockout', 'lockout'],
    ['EOrder:Rate limit exceeded', 'orderLimit'],
    ['EOrder:Domain rate limit exceeded', 'orderLimit'],
    ['EOrder:Unknown order', 'noSuchOrder'],
    ['EOrder:Duplicate cl_ord_id', 'exists'],
    ['EService:Unavailable', 'unknown'],
    ['EService:Busy', 'unknown'],
    ['EService:Timeout', 'unknown'],
    ['EService:Deadline elapsed', 'unknown'],
    ['EGeneral:Internal error', 'unknown'],
    ['ESomething:New', 'unknown'],
  ])('%s is %s', (error, meaning) => expect(meaningOf(error)).toBe(meaning));
});

describe('what became of an order', () => {
  it('is known only where Kraken said so', () => {
    const kind = (problem: RestProblem): string => placeAnswerOf(problem).kind;
    expect(kind(words('EOrder:Insufficient funds'))).toBe('refused');
    expect(kind(words('EAPI:Invalid nonce'))).toBe('notPlaced');
    expect(kind(words('EOrder:Rate limit exceeded'))).toBe('notPlaced');
    expect(kind(words('EOrder:Duplicate cl_ord_id'))).toBe('exists');
    expect(kind(words('EService:Busy'))).toBe('unknown');
    expect(kind(words('EOrder:Insufficient funds', 'EService:Busy'))).toBe('unknown');
    expect(kind({ kind: 'status', status: 502, retryAfterMs: null })).toBe('unknown');
    expect(kind({ kind: 'status', status: 403, retryAfterMs: null })).toBe('unknown');
    expect(kind({ kind: 'unreadable', expected: 'x' })).toBe('unknown');
    expect(kind(noReply('timedOut'))).toBe('unknown');
    expect(kind(noReply('networkFailed'))).toBe('unknown');
    expect(kind(noReply('circuitOpen'))).toBe('notPlaced');
  });

  it('says when a second try makes sense', () => {
    expect(placeAnswerOf({ kind: 'status', status: 429, retryAfterMs: 7000 })).toMatchObject({ retryAfterMs: 7000 });
    expect(placeAnswerOf(words('EGeneral:Temporary lockout'))).toMatchObject({ retryAfterMs: 900_000 });
  });

  it('says of a nonce what the person can do', () => {
    expect(placeAnswerOf(words('EAPI:Invalid nonce'))).toMatchObject({
      reason: expect.stringContaining('a key of its own'),
    });
  });
});

describe('what became of a cancellation', () => {
  it('is not open where Kraken knows no such order, and otherwise unknown', () => {
    expect(cancelAnswerOf(words('EOrder:Unknown order')).kind).toBe('notOpen');
    expect(cancelAnswerOf(words('EService:Busy')).kind).toBe('unknown');
    expect(cancelAnswerOf(words('EGeneral:Permission denied')).kind).toBe('unknown');
    expect(cancelAnswerOf(noReply('timedOut')).kind).toBe('unknown');
  });
});

describe('failures and silence', () => {
  it('have codes of ours', () => {
    const code = (problem: RestProblem): string => {
      const failure = failureOf('x', problem);
      return failure.ok ? 'ok' : failure.error.code;
    };
    expect(code(words('EAPI:Invalid key'))).toBe('authenticationFailed');
    expect(code(words('EQuery:Unknown asset pair'))).toBe('exchangeRefused');
    expect(code(words('EService:Unavailable'))).toBe('exchangeFailed');
    expect(code(words('EAPI:Rate limit exceeded'))).toBe('rateLimited');
    expect(code({ kind: 'status', status: 503, retryAfterMs: null })).toBe('exchangeFailed');
    expect(code({ kind: 'unreadable', expected: 'x' })).toBe('replyUnreadable');
    expect(code(noReply('timedOut'))).toBe('timedOut');
  });

  it('last as long as the words ask for', () => {
    const nowMs = 1_700_000_000_000;
    expect(silenceMs(words('EService: Throttled: 1700000009'), nowMs)).toBe(9_000);
    expect(silenceMs(words('EGeneral:Temporary lockout'), nowMs)).toBe(900_000);
    expect(silenceMs(words('EAPI:Rate limit exceeded'), nowMs)).toBe(15_000);
    expect(silenceMs(words('EOrder:Rate limit exceeded'), nowMs)).toBeNull();
    expect(silenceMs(words('EOrder:Insufficient funds'), nowMs)).toBeNull();
  });
});
